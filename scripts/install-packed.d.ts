export function installPacked(): {
  project: string;
  tarball: string;
  files: string[];
  size: number;
  unpackedSize: number;
};
