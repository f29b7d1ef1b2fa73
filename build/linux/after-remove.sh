#!/bin/sh
# Runs after the files of the deb or rpm are gone. An update comes by here as well, with "upgrade" (deb) or a number
# above 0 (rpm): the new version's link and schemes stay then. Data of users is theirs: docs/deployment.md says where.
set -e

# Start at login and the choice of the program for links are in each user's own folder. What is done there is done as
# that user, who may have put anything there. Only the machine's own users are looked at: folders of a directory
# service may be on a server that does not answer.
forget_users() {
  while IFS=: read -r user _ uid _ _ home _; do
    if [ "$uid" -ge 1000 ] && [ "$uid" -lt 60000 ] && [ -d "$home" ]; then
      timeout 10 runuser -u "$user" -- env -i PATH=/usr/bin:/bin HOME="$home" sh -c "$forget" </dev/null || true
    fi
  done </etc/passwd
}

# Of a start at login, only a file that leads to the removed program. Of mimeapps.list, only the removed entry, and not
# where an AppImage has an entry of the same name.
forget='
cd "$HOME/.config" || exit 0
for file in autostart/${executable}.desktop autostart/${executable}-*.desktop; do
  if grep -qxF "X-Softphone-Written=true" "$file" && grep -qxF "TryExec=/opt/${sanitizedProductName}/${executable}" "$file"; then
    rm -f "$file"
  fi
done 2>/dev/null
if [ -e "$HOME/.local/share/applications/${executable}.desktop" ] || ! grep -q "[=;]${executable}\.desktop" mimeapps.list; then
  exit 0
fi 2>/dev/null
list=$(awk -v entry="${executable}.desktop" "
  !/^[^#=]+=/ { print; next }
  {
    at = index(\$0, \"=\")
    count = split(substr(\$0, at + 1), handlers, \";\")
    others = \"\"; found = 0
    for (i = 1; i <= count; i++) {
      if (handlers[i] == entry) found = 1
      else if (handlers[i] != \"\") others = others handlers[i] \";\"
    }
    if (!found) print
    else if (others != \"\") print substr(\$0, 1, at) others
  }" mimeapps.list) || exit 0
# A full disk shows before the list is touched; the list may be a link of the user to elsewhere.
printf "%s\n" "$list" >mimeapps.list.new && cat mimeapps.list.new >mimeapps.list
rm -f mimeapps.list.new
'

case "$1" in
  remove | purge | 0)
    rm -f '/usr/bin/${executable}'
    if command -v update-desktop-database >/dev/null; then
      update-desktop-database -q /usr/share/applications || true
    fi
    if command -v runuser >/dev/null && command -v timeout >/dev/null; then
      forget_users
    fi
    ;;
esac
