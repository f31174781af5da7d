// A real provider of identities on loopback: it demands PKCE, and refuses a code that comes twice.
// Started with the address of the portal's callback; its first line of output is its own address.
import { createServer } from 'node:http';
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import Provider from 'oidc-provider';

const [callback] = process.argv.slice(2);
const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });

const people = {
  ada: { email: 'ada@hill.example', email_verified: true },
  bob: { email: 'bob@hill.example', email_verified: false },
};

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'portal-at-clever',
    client_secret: 'a secret of at least thirty-two characters',
    redirect_uris: [callback],
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'one', alg: 'RS256' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false, // as Google and Clever: what was asked for is in the token
  pkce: { required: () => true },
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});

server.on('request', provider.callback());
process.stdin.on('end', () => process.exit(0)).resume(); // ends with whoever started it
console.log(issuer);
