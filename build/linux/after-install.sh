#!/bin/sh
# Runs after the files of the deb or rpm are in place. The files do the rest: the .desktop file has the schemes.
# electron-builder replaces the words in braces.
set -e

# Chromium's sandbox where the system does not let programs make namespaces of their own (Ubuntu 24.04, hardened
# kernels): without this bit Electron does not start there.
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox' || true

ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'

if command -v update-desktop-database >/dev/null; then
  update-desktop-database -q /usr/share/applications || true
fi
