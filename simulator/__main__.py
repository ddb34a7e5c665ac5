"""The door: makes an environment of its own in a source checkout where packages are missing, then hands over.

Any Python 3 can read this file, so that an old one gets a sentence and not a traceback.
"""

import sys

OLDEST = (3, 11)


def main(argv):
    """The exit status of `python3 -m simulator …`, after whatever had to be made ready first."""
    if sys.version_info < OLDEST:
        message = "Needlepass needs Python {}.{} or newer; this is Python {}.{} ({})."
        print(message.format(*(OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))), file=sys.stderr)
        return 2
    from simulator import bootstrap

    testing = argv[:1] == ["test"]
    if bootstrap.missing(testing):
        return bootstrap.enter(argv, testing)
    if testing:
        return bootstrap.run_tests(argv[1:])
    from simulator.cli import main as command_line

    return command_line(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
