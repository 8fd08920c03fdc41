/**
 * In the bundles, in place of the SDK's cache of discovered endpoints (9 KB with its LRU library): only
 * endpoint discovery asks it anything, which nothing here turns on.
 */
export class EndpointCache {}
