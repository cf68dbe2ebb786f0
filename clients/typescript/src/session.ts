import { Transport, type ClientOptions } from './transport.js';
import type { components } from './types.js';

export type Login = components['schemas']['Login'];

/** The share of a token's life after which another is got. */
const FRESH = 0.9;

export async function login(
  options: Omit<ClientOptions, 'token'>,
  username: string,
  password: string,
): Promise<Login> {
  const transport = new Transport({ ...options, token: '', retries: 0 });
  return await transport.json({
    method: 'POST',
    path: '/v1/auth/login',
    json: { username, password },
  });
}

/** Gives a token that holds: logs in when one is first asked for, and again before it ends. */
export function passwordToken(
  options: Omit<ClientOptions, 'token'>,
  username: string,
  password: string,
): () => Promise<string> {
  let token: Promise<string> | undefined;
  let until = 0;
  const renew = async () => {
    const { access_token, expires_in } = await login(options, username, password);
    until = Date.now() + FRESH * expires_in * 1000;
    return access_token;
  };
  return () => {
    if (!token || Date.now() > until) {
      until = Infinity; // while it is on its way, all wait for the same one
      token = renew();
      token.catch(() => (token = undefined));
    }
    return token;
  };
}
