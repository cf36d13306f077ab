#!/bin/sh
# The command line of an installed tracker, with its settings and as its own user. Root installs it as /usr/local/bin/tracker.
# Values with spaces in /etc/tracker.env have to be in quotes, which systemd understands, too.
set -eu
# What it writes is for its user and group only, as with the services (UMask=).
umask 0027
set -a
. /etc/tracker.env
set +a
PYTHONPATH=/opt/tracker
export PYTHONPATH
# -P: a folder called tracker where it is called from is not taken for the program.
exec setpriv --reuid=tracker --regid=tracker --init-groups /opt/tracker/.venv/bin/python -P -m tracker "$@"
