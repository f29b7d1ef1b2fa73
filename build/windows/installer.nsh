; What the installer and the uninstaller of Windows do beyond copying files. Included behind the macros that
; build/windows/nsis-registration.ts generates from the brand. electron-builder inserts customInstall after the files
; are there, and customUnInstall before they are removed.

!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; What the task manager keeps of each value there.
!define RUN_SWITCHES_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

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

; Removes the start at login of this program in all its profiles ("APPID", "APPID.PROFILE"), as Electron writes it
; (app.setLoginItemSettings); another product whose id begins alike leads to another program.
!macro removeStartAtLogin
  StrCpy $1 0
  ${Do}
    ClearErrors
    EnumRegValue $0 HKCU "${RUN_KEY}" $1
    ${If} ${Errors}
    ${OrIf} $0 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $2 HKCU "${RUN_KEY}" $0
    StrLen $3 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
    StrCpy $4 $2 $3
    IntOp $3 $3 - 2
    StrCpy $5 $2 $3
    ${If} $4 == '"$INSTDIR\${APP_EXECUTABLE_FILENAME}"'
    ${OrIf} $5 == "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
      ; The next one takes its place in the list.
      DeleteRegValue HKCU "${RUN_KEY}" $0
      DeleteRegValue HKCU "${RUN_SWITCHES_KEY}" $0
    ${Else}
      IntOp $1 $1 + 1
    ${EndIf}
  ${Loop}
!macroend

; Removes what the user's profiles keep: its folder, and each `NAME-PROFILE` where the log in it is this product's.
!macro removeUserData
  SetShellVarContext current
  RMDir /r "$APPDATA\${PRODUCT_NAME}"
  FindFirst $0 $1 "$APPDATA\${PRODUCT_NAME}-*"
  ${DoWhile} $1 != ""
    ${If} ${FileExists} "$APPDATA\$1\logs\${BRAND_LOG_FILE}"
      RMDir /r "$APPDATA\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ${If} $installMode == "all"
    SetShellVarContext all
  ${EndIf}
!macroend

; Removes the installers that updates have left, for one user or for the user who uninstalls.
!macro removeUpdaterCache
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${BRAND_UPDATER_CACHE}"
  ${If} $installMode == "all"
    SetShellVarContext all
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
    !insertmacro removeStartAtLogin
    !insertmacro removeUpdaterCache
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, i 0, i 0)'
    ; Silently the data stays, unless --delete-app-data is given.
    ClearErrors
    ${GetParameters} $R0
    ${GetOptions} $R0 "--delete-app-data" $R1
    ${If} ${Errors}
      MessageBox MB_YESNO|MB_DEFBUTTON2 "Remove your ${PRODUCT_NAME} settings and sign-in as well?" /SD IDNO IDNO keepData
    ${EndIf}
    !insertmacro removeUserData
    keepData:
  ${EndIf}
!macroend
