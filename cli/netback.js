/** The door to the command line in plain JavaScript: an older Node could not even read the rest to say why. */
const NODE_MAJOR = 24;

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  process.stderr.write(
    `netback needs Node ${NODE_MAJOR} or newer, this is ${process.versions.node}; run it through npm (npm start), which brings its own on Linux.\n`,
  );
  process.exitCode = 1;
} else {
  await import('./netback.ts');
}
