/** Effects: the development-only endpoints that switch the user; they do not exist elsewhere (404). */

/** Who one may be in development. */
export interface DevUsers {
  current: string;
  users: { name: string }[];
}

/** The users to choose from; null where there is no such choice. */
export async function fetchDevUsers(): Promise<DevUsers | null> {
  try {
    const response = await fetch("/dev/users", { headers: { accept: "application/json" } });
    const isJson = response.headers.get("content-type")?.includes("json");
    return response.ok && isJson ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Becomes another user; true when it worked. The page has to be loaded anew afterwards. */
export async function switchDevUser(name: string): Promise<boolean> {
  try {
    const response = await fetch("/dev/user", {
      method: "POST",
      headers: { "content-type": "application/json", "x-atelier-request": "1" },
      body: JSON.stringify({ name }),
    });
    return response.ok;
  } catch {
    return false;
  }
}
