/** The parts of an OpenAPI 3.1 document that a client and a reference are made from. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
};

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: Schema;
};

export type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly parameters: readonly Parameter[];
  readonly body: Content | null;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  /** What a success brings, by content type. */
  readonly answer: Content;
};

type Described = {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Operation['responses'];
};

/** Every operation of a document, in its order. */
export function operationsOf(document: Readonly<Record<string, unknown>>): readonly Operation[] {
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const success = Object.entries(described.responses).find(([status]) => status.startsWith('2'));
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        summary: described.summary,
        tag: described.tags[0] ?? '',
        parameters: described.parameters,
        body: described.requestBody?.content ?? null,
        responses: described.responses,
        answer: success?.[1].content ?? {},
      };
    }),
  );
}

/** The named schemas of a document. */
export function schemasOf(document: Readonly<Record<string, unknown>>): Readonly<Record<string, Schema>> {
  return (document.components as { schemas: Record<string, Schema> }).schemas;
}
