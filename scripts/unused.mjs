// Stands in for modules of Node that take long to load and that only unused parts of dependencies ask for:
// cosmiconfig's loader of TypeScript (crypto) and its asynchronous half (fs/promises).
export {}
