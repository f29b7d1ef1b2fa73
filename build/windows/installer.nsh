; What the installer and the uninstaller of Windows do beyond copying files. Included behind the macros that
; build/windows/nsis-registration.ts generates from the brand. electron-builder inserts customInstall after the files
; are there, and customUnInstall before they are removed.

!macro customInstall
  !insertmacro brandWriteRegistration
  !insertmacro makePolicyFolder
  ; SHCNE_ASSOCCHANGED: programs that are open learn of the new links.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
!macroend

; The folder of policy.json, for administrators to write and everybody to read. One that is there already is left alone:
; it may be set up as it is meant, or be somebody's link into the system, which an installer must not follow.
!macro makePolicyFolder
  ${If} $installMode == "all"
    SetShellVarContext all
    ${IfNot} ${FileExists} "$APPDATA\${PRODUCT_NAME}"
      CreateDirectory "$APPDATA\${PRODUCT_NAME}"
      nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\${PRODUCT_NAME}" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX'
      Pop $0
    ${EndIf}
  ${EndIf}
!macroend

; Removes a scheme of the current user if it starts this very program, in the form that Electron's
; setAsDefaultProtocolClient writes; another program's stays. In an uninstallation for everybody only the user who runs
; it can be reached.
!macro removeOwnedScheme SCHEME
  ReadRegStr $0 HKCU "Software\Classes\${SCHEME}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
    DeleteRegKey HKCU "Software\Classes\${SCHEME}"
  ${EndIf}
!macroend

!macro customUnInstall
  ; An update uninstalls the old version first: what the user chose stays, and no question is asked.
  ${IfNot} ${isUpdated}
    !insertmacro brandRemoveRegistration
    ${If} $installMode == "all"
      ; Only when it is empty: policies are the administrator's.
      SetShellVarContext all
      RMDir "$APPDATA\${PRODUCT_NAME}"
    ${EndIf}
    ; Start at login, as Electron writes it (app.setLoginItemSettings).
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "electron.app.${PRODUCT_NAME}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "electron.app.${PRODUCT_NAME}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
    ; Silently the data stays, unless --delete-app-data is given: electron-builder's own section sees to that.
    MessageBox MB_YESNO|MB_DEFBUTTON2 "Remove your ${PRODUCT_NAME} settings and sign-in as well?" /SD IDNO IDNO keepData
      SetShellVarContext current
      RMDir /r "$APPDATA\${PRODUCT_NAME}"
      ${If} $installMode == "all"
        SetShellVarContext all
      ${EndIf}
    keepData:
  ${EndIf}
!macroend
