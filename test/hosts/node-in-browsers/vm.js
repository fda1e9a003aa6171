/** Another realm: that of a frame. */
export function runInNewContext(code) {
  const frame = document.body.appendChild(document.createElement('iframe'));
  return frame.contentWindow.eval(code);
}
