// A certified OpenID provider (npm oidc-provider) for the journeys: its people come as JSON on
// standard input, its address leaves on standard output. It ends with its standard input.
import { createServer } from "node:http";
import { once } from "node:events";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { people, client } = JSON.parse((await lines.next()).value);

const server = createServer();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const page = (body) => `<!doctype html><html lang="fr"><title>Fournisseur d’exemple</title>${body}`;
const given = Object.keys(Object.assign({}, ...Object.values(people))).filter((name) => name !== "sub");

const provider = new Provider(issuer, {
  clients: [{
    ...client,
    // The address of the base is not known yet: checked below.
    redirect_uris: ["http://127.0.0.1/connexion/retour/psc"],
    post_logout_redirect_uris: ["http://127.0.0.1/"],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
  }],
  acrValues: ["eidas1"],
  claims: { openid: ["sub"], scope_all: given, acr: null },
  scopes: ["openid", "scope_all"],
  cookies: { keys: ["exemple"] },
  pkce: { required: () => true },
  issueRefreshToken: async () => true,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...people[id], sub: id }) }),
  interactions: { url: (_, interaction) => `/qui/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = page(`<h1>Quitter ?</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Oui, quitter</button>`);
      },
    },
  },
  // Nobody is asked twice: whoever signs in agrees to all of it.
  loadExistingGrant: async (ctx) => {
    const { oidc } = ctx;
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid scope_all");
    await grant.save();
    return grant;
  },
});
const ours = (path) => new RegExp(`^http://127\\.0\\.0\\.1:\\d+${path}$`);
provider.Client.prototype.redirectUriAllowed = (uri) => ours("/connexion/retour/(psc|patients)").test(uri);
provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) => ours("/").test(uri);

const ask = (uid) => page(`<h1>Qui êtes-vous ?</h1><form method="post" action="/qui/${uid}">${
  Object.keys(people).map((id) => `<button name="id" value="${id}">${id}</button>`).join("")
}<button name="id" value="">Refuser</button></form>`);

server.on("request", async (request, response) => {
  const uid = /^\/qui\/([\w-]+)$/.exec(request.url)?.[1];
  if (!uid) return provider.callback()(request, response);
  if (request.method === "GET") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    return response.end(ask(uid));
  }
  let body = "";
  for await (const part of request) body += part;
  const accountId = new URLSearchParams(body).get("id");
  const result = accountId ? { login: { accountId, acr: "eidas1" } } : { error: "access_denied" };
  return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
});
console.log(issuer);
await lines.next();
process.exit(0);
