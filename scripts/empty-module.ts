// Stands in for 'server-only' where no bundler is at work: in tests and in the engine's own bundle.
export {};
