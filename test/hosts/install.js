/* What the matrix needs beyond Node: hosts and bundlers from npm, and what comes from Debian. Installs what is missing. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

const DEBIAN_PACKAGES = [
  'chromium',
  'duktape',
  'firefox-esr',
  'gjs',
  'libjavascriptcoregtk-4.0-bin', // the jsc shell
  'webkit2gtk-driver', // brings MiniBrowser
  'xauth',
  'xvfb',
];

const run = (command, args, options) =>
  execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });

function isInstalled(debianPackage) {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
    const status = execFileSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', debianPackage], { stdio: 'pipe' });
    return status.toString() === 'installed';
  } catch {
    return false;
  }
}

/** Hosts that cannot be installed are reported by the matrix, each where it is missing. */
function installFromDebian() {
  const missing = DEBIAN_PACKAGES.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
  } catch (error) {
    console.error(`Could not install ${missing.join(' ')}: ${error.message}`);
  }
}

/** The time of the last change, 0 for what is not there. */
const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function installFromNpm() {
  if (changed('node_modules/.package-lock.json') >= changed('package-lock.json')) return;
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: import.meta.dirname });
}

installFromDebian();
installFromNpm();
