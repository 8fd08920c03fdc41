// Stands in for the native part of aws-lambda-ric, which is not compiled here: the same three calls
// over plain HTTP to the Runtime API.
const http = require('node:http');

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const base = '/2018-06-01/runtime/invocation';

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        bodyJson += chunk;
      });
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

module.exports = {
  initializeClient() {},
  next: () => call('GET', `${base}/next`),
  done: (id, body) => void call('POST', `${base}/${id}/response`, body),
  error: (id, body, xray) =>
    void call('POST', `${base}/${id}/error`, body, { 'lambda-runtime-function-xray-error-cause': xray ?? '' }),
};
