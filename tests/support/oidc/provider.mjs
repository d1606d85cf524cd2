// A real OpenID Connect provider (oidc-provider) for tests: `node provider.mjs FOLDER SETTINGS`.
// FOLDER holds its node_modules; SETTINGS is JSON: {port, jwks, client}. Any name signs in.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, settings] = process.argv.slice(2);
const { port, jwks, client } = JSON.parse(settings);
const found = createRequire(`${folder}/`).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: client,
      application_type: "native",
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code"],
      response_types: ["code"],
      redirect_uris: ["http://127.0.0.1/", "http://127.0.0.1/office/back"],
    },
  ],
  jwks,
  pkce: { required: () => true },
  conformIdTokenClaims: false,
  claims: { openid: ["sub"], profile: ["name", "groups"] },
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: `Inspecteur ${id}`, groups: ["inspecteurs"] }),
  }),
});
provider.listen(port, "127.0.0.1");
