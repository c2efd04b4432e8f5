/** A Chromium for tests: that of CHROMIUM, an installed one, or that of an npm package. */
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export type Chromium = { executablePath: string; env: Record<string, string> };

/** Returns a Chromium, or logs that there is none and returns undefined. */
export async function findChromium(): Promise<Chromium | undefined> {
  const named = Deno.env.get("CHROMIUM");
  for (const executablePath of named ? [named] : installed) {
    if (await exists(executablePath)) return { executablePath, env: {} };
  }
  return await unpackChromium();
}

const exists = (path: string) => Deno.stat(path).then(() => true, () => false);

/** Unpacks the npm package's Chromium, libraries and fonts to a temporary directory. */
async function unpackChromium(): Promise<Chromium | undefined> {
  if (Deno.build.target !== "x86_64-unknown-linux-gnu") {
    return skip("the one of the npm package is for Linux on x86-64");
  }
  const directory = await Deno.makeTempDir();
  addEventListener("unload", () => Deno.removeSync(directory, { recursive: true }));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-lock",
      `import chromium from "npm:@sparticuz/chromium@153.0.0"; await chromium.executablePath();`,
    ],
    env: { TMPDIR: directory, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x", NO_COLOR: "1" },
  }).output();
  if (!success) return skip(new TextDecoder().decode(stderr).trim());
  const fonts = `<fontconfig><dir>${directory}/fonts</dir>` +
    `<cachedir>${directory}/fonts-cache</cachedir></fontconfig>`;
  await Deno.writeTextFile(`${directory}/fonts.conf`, fonts);
  console.log("Chromium of npm:@sparticuz/chromium");
  return {
    executablePath: `${directory}/chromium`,
    env: { LD_LIBRARY_PATH: `${directory}/al2023/lib`, FONTCONFIG_FILE: `${directory}/fonts.conf` },
  };
}

function skip(reason: string): undefined {
  console.log(
    "SKIPPED: the reference in a browser, because no Chromium was found " +
      `(set CHROMIUM to its path): ${reason}`,
  );
}
