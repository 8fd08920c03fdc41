import { type Operation, operationsOf, type Parameter, schemasOf } from '../api-client/description.ts';
import { escaped, prose, table } from './html.ts';
import { fieldsHtml, typeHtml } from './schema-html.ts';

const TAGS: Readonly<Record<string, string>> = {
  history: 'Sites and their history',
  market: 'Market',
  alerts: 'Alerts, mutes, messages',
  operation: 'Health, metrics, description',
};

/** The reference of the API as one page: no script, no outside request, readable as it is. */
export function referencePage(document: Readonly<Record<string, unknown>>): string {
  const operations = operationsOf(document);
  const parts = Object.entries(TAGS).map(([tag, title]) => {
    const own = operations.filter((operation) => operation.tag === tag);
    return `<section aria-labelledby="${tag}"><h2 id="${tag}">${title}</h2>\n${own.map(operationHtml).join('\n')}</section>`;
  });
  const schemas = Object.entries(schemasOf(document)).map(
    ([name, schema]) =>
      `<article id="schema-${name}"><h3>${name}</h3>${schema.description === undefined ? '' : `<p>${prose(schema.description)}</p>`}${fieldsHtml(`Fields of ${name}`, schema)}</article>`,
  );
  return `<!doctype html>
<!-- Made by scripts/make-api-reference.ts from the description of the API. Do not edit: run it again. -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>netback: API reference</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs/reference.css">
</head>
<body>
<header>
<h1>netback API</h1>
<p>Every operation and field, made from <a href="/v1/openapi.json">/v1/openapi.json</a> (OpenAPI 3.1). <a href="/">Back to the fleet</a>.</p>
</header>
<main>
<nav aria-label="Operations">
${operations.map((operation) => `<a href="#${operation.id}"><b class="${operation.method.toLowerCase()}">${operation.method}</b> <code>${escaped(operation.path)}</code></a>`).join('\n')}
</nav>
<section aria-labelledby="everywhere"><h2 id="everywhere">What holds everywhere</h2>
<ul>
<li>Times go in as ISO-8601 with a zone or as epoch seconds, and come out in UTC. <code>from</code> is inclusive, <code>to</code> exclusive.</li>
<li><code>null</code> is unknown, never zero. Mcf are at 60 °F, 14.696 psia, dry.</li>
<li>Give <code>next</code> back as <code>cursor</code>, with the same parameters, until it is <code>null</code>.</li>
<li>An unknown parameter is 400. Every refusal is a <a href="#schema-Problem">Problem</a> (RFC 9457).</li>
<li>Every GET has an <code>ETag</code>; <code>If-None-Match</code> with it gives 304.</li>
</ul>
</section>
${parts.join('\n')}
<section aria-labelledby="schemas"><h2 id="schemas">Named parts</h2>
${schemas.join('\n')}
</section>
</main>
</body>
</html>
`;
}

function operationHtml(operation: Operation): string {
  const { id, method, path, summary, parameters, responses } = operation;
  const answer = operation.answer['application/json']?.schema;
  const body = Object.entries(operation.body ?? {});
  return `<article id="${id}">
<h3><b class="${method.toLowerCase()}">${method}</b> <code>${escaped(path)}</code></h3>
<p>${prose(summary)}.</p>
${table(`Parameters of ${id}`, ['parameter', 'type', ''], parameters.map(parameterRow))}
${body.length === 0 ? '' : `<p>Body: ${body.map(([type]) => `<code>${type}</code>`).join(', ')}</p>${fieldsHtml(`Body of ${id}`, body[0]?.[1].schema ?? {})}`}
${answer === undefined ? '' : `<p>Answer: ${answer.$ref === undefined ? 'JSON' : typeHtml(answer)}</p>${fieldsHtml(`Answer of ${id}`, answer)}`}
${table(`Statuses of ${id}`, ['status', 'meaning', 'content'], Object.entries(responses).map(statusRow))}
</article>`;
}

function parameterRow({ name, in: place, required, schema, description = '' }: Parameter): string[] {
  const preset = schema.default === undefined ? '' : ` Default <code>${escaped(String(schema.default))}</code>.`;
  const where = place === 'query' ? '' : ` (${place})`;
  return [`<code>${escaped(name)}</code>${required ? '' : '?'}${where}`, typeHtml(schema), prose(description) + preset];
}

function statusRow([status, { description, content = {} }]: [string, Operation['responses'][string]]): string[] {
  return [
    status,
    prose(description),
    Object.keys(content)
      .map((type) => `<code>${type}</code>`)
      .join(', '),
  ];
}
