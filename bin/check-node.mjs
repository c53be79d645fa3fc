const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Beckn Energy runs on Node 24 or newer; this is ${process.version}. ` +
      'On Linux and Windows `npm ci` installs it beside the project and npm scripts use it; elsewhere install Node 24 first.',
  );
  process.exit(1);
}
