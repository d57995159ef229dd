// Message pages of every commune, an index for each, a home page and one feed of 50.
export default function (config) {
  config.addFilter('first', (list, count) => list.slice(0, count));
  return {
    dir: { input: 'content', includes: '../_includes' },
    markdownTemplateEngine: false,
  };
}
