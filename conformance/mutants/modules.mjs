/** The modules of a tree, evaluated in this process as Vitest would: sources of the workspace by Vite, libraries by Node. */

import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Vitest itself uses, found from where it lies. */
export function ofVitest(root) {
  const vitest = createRequire(join(root, 'package.json')).resolve('vitest/package.json');
  const require = createRequire(realpathSync(vitest));
  return (name) => import(pathToFileURL(require.resolve(name)).href);
}

export async function openModules(root) {
  const vite = await ofVitest(root)('vite');
  const { createNodeImportMeta, ESModulesEvaluator, ModuleRunner } = await ofVitest(root)('vite/module-runner');
  const api = join(import.meta.dirname, 'api.mjs');
  const server = await vite.createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false, hmr: false },
    optimizeDeps: { noDiscovery: true },
    resolve: { conditions: ['source'], alias: [{ find: /^vitest$/, replacement: api }] },
    ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] }, noExternal: [/^@migspec\//, 'migspec'] },
  });
  const compiled = new Map();
  const AsyncFunction = (async () => undefined).constructor;
  /** The same code is compiled once, and run with a new context every time. */
  class Evaluator extends ESModulesEvaluator {
    async runInlinedModule(context, code) {
      let run = compiled.get(code);
      if (run === undefined) {
        run = new AsyncFunction(...Object.keys(context), `"use strict";${code}`);
        compiled.set(code, run);
      }
      await run(...Object.values(context));
      Object.seal(Object.values(context)[0]);
    }
  }
  const runner = new ModuleRunner(
    { hmr: false, sourcemapInterceptor: false, createImportMeta: createNodeImportMeta, transport: { invoke: remembered(server) } },
    new Evaluator(),
  );
  return {
    load: (path) => runner.import(path),
    forget: () => runner.clearCache(),
    close: async () => {
      await runner.close();
      await server.close();
    },
  };
}

/** What the server makes of a source is made once: sources do not change while mutants are tried. */
function remembered(server) {
  const answers = new Map();
  return (question) => {
    const key = JSON.stringify(question.data);
    const known = answers.get(key) ?? server.environments.ssr.hot.handleInvoke(question);
    answers.set(key, known);
    return known;
  };
}
