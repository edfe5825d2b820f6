"""Ask whether a known vulnerability stands in the packages that tewn needs to run.

    python scripts/audit.py

Exit status 1 where one does. Without a network, or where the service does not answer in time, that is said and is no
fault, so that `make check` passes anywhere: the next run with a network tells.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = "tewn"
SECONDS = 60
_NAME = re.compile(r"[A-Za-z0-9._-]+")


def installed(package: str) -> dict[str, str]:
    """Return the versions of what a package needs to run, and what that needs, as far as it is installed here."""
    found: dict[str, str] = {}
    wanted = [package]
    while wanted:
        name = wanted.pop()
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # for another platform
            continue
        for requirement in requires(name) or ():
            needed = _NAME.match(requirement)
            if needed and "extra ==" not in requirement and needed[0] not in found:
                wanted.append(needed[0])
    found.pop(package, None)
    return found


def answer(pinned: dict[str, str]) -> str:
    """Return what pip-audit says of packages, as JSON, or an empty text where it says nothing in time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text("".join(f"{name}=={number}\n" for name, number in sorted(pinned.items())), "utf-8")
        command = [sys.executable, "-m", "pip_audit", "--requirement", str(path), "--no-deps", "--disable-pip"]
        options = ["--format", "json", "--progress-spinner", "off"]
        try:
            return subprocess.run([*command, *options], capture_output=True, text=True, timeout=SECONDS).stdout
        except subprocess.TimeoutExpired:
            return ""


def report(found: str) -> tuple[list[str], bool]:
    """Return what to print of an answer, and whether a vulnerability is among it."""
    try:
        packages = json.loads(found)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return ["audit: the service cannot be reached; nothing was looked up"], False
    faults = [
        f"audit: {package['name']} {package['version']}: {fault['id']}, mended in {fault['fix_versions'] or 'none'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    skipped = sorted(package["name"] for package in packages if "skip_reason" in package)
    lines = [*faults, f"audit: {len(packages) - len(skipped)} packages looked up, {len(faults)} vulnerabilities"]
    if skipped:
        lines.append(f"audit: not known to the service: {', '.join(skipped)}")
    return lines, bool(faults)


def main() -> int:
    """Print what is known of the packages and return the exit status."""
    lines, is_fault = report(answer(installed(PACKAGE)))
    print("\n".join(lines))
    return int(is_fault)


if __name__ == "__main__":
    sys.exit(main())
