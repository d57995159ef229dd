// How our style sheets are judged: Stylelint's standard rules, but for these.

export default {
  extends: "stylelint-config-standard",
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    // .5 and 50 % say the same; ours are numbers, as in all other values.
    "alpha-value-notation": "number",
    // Phones from before 2022 know no (width >= 42rem).
    "media-feature-range-notation": "prefix",
    // Off: rules stand by the part of the page that they are for. The pairs it names, such as
    // .bar a:focus-visible and .letters a, never match one element.
    "no-descending-specificity": null,
    // Safari and older Chromium know these by their prefixed names only.
    "property-no-vendor-prefix": [
      true,
      { ignoreProperties: ["print-color-adjust", "text-size-adjust", "user-select"] },
    ],
    // The name of a typeface, which a variable hides from it.
    "value-keyword-case": ["lower", { camelCaseSvgKeywords: true, ignoreKeywords: ["Roboto"] }],
  },
  overrides: [
    {
      files: ["**/feed.css"],
      rules: {
        // Elements of RSS and Atom.
        "selector-type-case": ["lower", { ignoreTypes: ["pubDate"] }],
        "selector-type-no-unknown": [
          true,
          {
            ignoreTypes: [
              ...["channel", "description", "item", "pubDate"],
              ...["entry", "published", "subtitle"],
            ],
          },
        ],
      },
    },
  ],
};
