#!/bin/sh
# Runs after the files of the deb or rpm are gone. An update comes by here as well, with "upgrade" (deb) or a number
# above 0 (rpm): the new version's link and schemes stay then. Data of users is theirs: docs/deployment.md says where.
set -e

case "$1" in
  remove | purge | 0)
    rm -f '/usr/bin/${executable}'
    if command -v update-desktop-database >/dev/null; then
      update-desktop-database -q /usr/share/applications || true
    fi
    ;;
esac
