// How our scripts are judged: ESLint's recommended rules, and what has no build step to mend it.

import js from "@eslint/js";
import globals from "globals";

// A string over several lines would lose its indentation on the way to readers (`lean` in press).
const oneLine = {
  selector: "TemplateElement[value.raw=/\\n/]",
  message: "A string may not span lines: what is rendered loses its indentation.",
};

export default [
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-unused-expressions": "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    // Runs as it is written, on phones of 2020 too, from a server or from a disk: no modules, no
    // newer words of the language, one global name.
    files: ["assets/js/*.js"],
    languageOptions: { ecmaVersion: 2021, sourceType: "script", globals: globals.browser },
    rules: {
      "no-restricted-syntax": ["error", oneLine],
      "no-shadow": ["error", { builtinGlobals: false }],
      strict: ["error", "function"],
    },
  },
  {
    files: ["assets/js/worker.js"],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    // Node, and in functions that are sent into a page, a browser.
    files: [".ci/web/**/*.mjs"],
    languageOptions: { ecmaVersion: 2023, globals: { ...globals.node, ...globals.browser } },
  },
];
