"""Put a list of attacks through the full build, and look in a real Chromium for what still acts.

    python benchmarks/payloads.py LIST [--vault-of 660] [--control 1000] [--only N]

LIST holds one payload a line. Each is put into a body, a heading, a field of front matter, notes, a
reply and a file's name of a vault, which is built; each page is opened over HTTP with its content
security policy switched off, so that the sanitiser stands alone, and everything on it is touched.
`--control` renders that many payloads without the sanitiser, to show that they would act.

Exit code 1 if a page opened a dialog, ran a script, asked another host or was left, or if fewer than
30% of the control acted.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "servers"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

from browsing import mkdocs
from touching import RECORD, look, plainly

from hostile_vaults import write_vault

A_PAGE_OF = 110
SETTINGS = "site_name: hostile\ntheme: material\nplugins: [search, prepsite]\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", type=Path)
    parser.add_argument("--vault-of", type=int, default=660)
    parser.add_argument("--control", type=int, default=1000)
    parser.add_argument("--only", type=int, default=None)
    options = parser.parse_args()
    lines = options.list.read_text(encoding="utf-8", errors="replace").splitlines()
    payloads = list(dict.fromkeys(line for line in lines if line.strip()))[: options.only]
    failures: list[str] = []
    placed = seen = 0
    started = time.perf_counter()
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for first in range(0, len(payloads), options.vault_of):
            some = payloads[first : first + options.vault_of]
            context = browser.new_context(bypass_csp=True)
            context.add_init_script(RECORD)
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder)
                placed += write_vault(root, some, -(-len(some) // A_PAGE_OF))
                (root / "docs").mkdir()
                (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
                done = mkdocs(root, "build", "--quiet", seconds=1200)
                if done.returncode:
                    failures.append(f"payloads from {first}: not built: {done.stderr[-600:]}")
                    continue
                pages, found = look(context.new_page(), root / "site")
                seen += pages
                failures += [f"payloads from {first}: {each}" for each in found]
            context.close()
            print(
                f"{first + len(some):,} payloads, {placed:,} places, {seen:,} pages, {len(failures)} failures",
                flush=True,
            )
        fired, control = plainly(browser.new_context(), payloads, options.control)
        browser.close()
    share = fired / max(1, control)
    print(f"{time.perf_counter() - started:,.0f} s; of {control} in the control {fired} acted: {share:.0%}")
    print(*failures[:40], sep="\n")
    return 1 if failures or fired < 0.3 * control else 0


if __name__ == "__main__":
    raise SystemExit(main())
