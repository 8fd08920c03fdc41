declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** An embedded DynamoDB over HTTP (see its README); only the options that this project uses. */
  function dynalite(options: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
  export = dynalite;
}
