/** The part of the browser build of @ringcentral/sdk that the stand-in uses. */
declare namespace RingCentral {
  interface LoginOptions {
    code?: string;
    jwt?: string;
    code_verifier?: string;
    redirect_uri?: string;
    token_uri?: string;
    discovery_uri?: string;
  }

  interface Platform {
    loginUrl(options: { state: string; usePKCE?: boolean; redirectUri?: string }): string;
    loginUrlWithDiscovery(): Promise<string>;
    readonly codeVerifier: string;
    login(options: LoginOptions): Promise<Response>;
    loggedIn(): Promise<boolean>;
    logout(): Promise<unknown>;
    get(path: string, query?: Record<string, string>): Promise<Response>;
    post(path: string, body?: unknown): Promise<Response>;
    put(path: string, body?: unknown): Promise<Response>;
    on(event: "refreshError", listener: (error: Error) => void): void;
  }

  class SDK {
    constructor(options: {
      server: string;
      clientId: string;
      clientSecret?: string;
      redirectUri: string;
      cachePrefix: string;
      clearCacheOnRefreshError: boolean;
      appName: string;
      enableDiscovery?: boolean;
      discoveryServer?: string;
    });
    platform(): Platform;
    cache(): { clean(): Promise<unknown> };
  }
}
