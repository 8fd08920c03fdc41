// `node --import`: gives aws-lambda-ric the stand-in for its native client.
import { registerHooks } from 'node:module';

const standIn = new URL('./rapid-client.cjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === './rapid-client.node'
      ? { url: standIn, format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
});
