"""Make the environment in ``.venv`` from the hashed locks, and only when they changed.

    python3 tools/env.py          what a reader's build needs
    python3 tools/env.py --dev    and what tests and authors add

Needs nothing but Python itself, so that it can run before anything is installed. What is stale is
told by the content of the locks, kept in a stamp inside ``.venv``; modification times play no part.
"""

# No syntax in this file is newer than Python 3.6: an old Python must get as far as the message.
import hashlib
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
RUN_LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"


def newer_python() -> "str | None":
    """Another Python on this machine that is new enough, or None."""
    for minor in (14, 13, 12, 11):
        found = shutil.which("python3.%d" % minor)
        if found:
            return found
    return None


def fingerprint(names: "list[str]", root: str = ROOT) -> str:
    """One SHA-256 over this Python's version and the content of the files ``names``."""
    digest = hashlib.sha256("{}.{}".format(*sys.version_info[:2]).encode())
    for name in names:
        with open(os.path.join(root, name), "rb") as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def venv_python() -> str:
    """The interpreter inside ``.venv``."""
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(VENV, *inside)


def read_stamp(path: str) -> str:
    """The fingerprint stored in ``path``; empty where there is none."""
    try:
        with open(path) as file:
            return file.read().strip()
    except OSError:
        return ""


def pip(*arguments: str) -> None:
    """Run the environment's pip, or leave with its exit status."""
    command = [venv_python(), "-m", "pip", "--disable-pip-version-check", "-q"]
    status = subprocess.call(command + list(arguments), cwd=ROOT)
    if status:
        sys.exit("error: pip could not install the environment (its message is above).")


def main() -> None:
    """Bring ``.venv`` up to date; say so only when there is something to do."""
    if sys.version_info < NEEDED:
        other = newer_python()
        if other and not os.environ.get("ON_THE_RECORD_RETRY"):
            os.environ["ON_THE_RECORD_RETRY"] = "1"
            sys.exit(subprocess.call([other] + sys.argv))
        sys.exit(
            "error: this needs Python 3.11 or later, and %s is %d.%d; name another with"
            " `make PYTHON=/path/to/python3.12 …`." % ((sys.executable,) + sys.version_info[:2])
        )
    locks = [RUN_LOCK, DEV_LOCK] if "--dev" in sys.argv else [RUN_LOCK]
    stamp = os.path.join(VENV, "on-the-record-dev" if "--dev" in sys.argv else "on-the-record-run")
    run_stamp = os.path.join(VENV, "on-the-record-run")
    wanted = fingerprint(locks)
    if os.path.exists(venv_python()) and read_stamp(stamp) == wanted:
        return
    run_wanted = fingerprint([RUN_LOCK])
    if not (os.path.exists(venv_python()) and read_stamp(run_stamp) == run_wanted):
        # Another lock: begin anew, or versions that nobody pinned would be left behind.
        print("Making the environment in .venv (a few minutes, once) …", flush=True)
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            import venv

            venv.create(VENV, with_pip=True)
        except (ImportError, subprocess.CalledProcessError):
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit(
                "error: this Python cannot make a virtual environment; on Debian and Ubuntu,"
                " `apt install python3-venv` mends that."
            )
    else:
        print("Adding what tests and authors need to .venv …", flush=True)
    files = [part for lock in locks for part in ("-r", lock)]
    pip("install", "--require-hashes", *files)
    # A hashed lock cannot name the project itself.
    pip("install", "--no-deps", "-e", ".")
    for path, value in ((run_stamp, run_wanted), (stamp, wanted)):
        with open(path, "w") as file:
            file.write(value + "\n")


if __name__ == "__main__":
    main()
