; The installer of Belmaat for Windows. packaging/make.py calls makensis with:
;   -DVERSION=0.1.0  -DNUMBERS=0.1.0.0  -DFILES=folder of the frozen program  -DOUT=file to write  -DICON=file
;   -DKILOBYTES=size  -DQUICK for a larger file in less time (what is only installed to be upgraded from)
;   -DAMD64 where makensis can write a 64-bit installer (Debian's can; Wine without 32 bits needs it)
;
; For one user without administrator by default; for all users as a choice. Switches for a silent installation are in
; packaging/README.md. The program's own data is never touched by an installation.

!ifdef AMD64
  Target amd64-unicode
!else
  Unicode true
!endif
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include nsDialogs.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Belmaat"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

Name "Belmaat ${VERSION}"
OutFile "${OUT}"
BrandingText "Belmaat ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${NUMBERS}"
VIAddVersionKey ProductName "Belmaat"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Installatie van Belmaat"
VIAddVersionKey CompanyName "Belmaat"
VIAddVersionKey LegalCopyright "Apache-2.0"

Var AllUsers    ; 1: for everybody on this computer
Var Given       ; folder named with /D=
Var Autostart   ; 1 or 0 as asked for on the command line, empty: as it was
Var Associate   ; the same
Var Choice

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_NOAUTOCLOSE
!define MUI_FINISHPAGE_RUN "$INSTDIR\belmaat.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Belmaat starten"
!define MUI_WELCOMEPAGE_TEXT "Belmaat wordt op deze computer gezet, met alles wat het nodig heeft: er hoeft niets te worden gedownload.$\r$\n$\r$\nUw gegevens uit een vorige versie blijven staan.$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME
Page custom ForWhom ForWhomLeave
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Dutch"

; --- For whom --------------------------------------------------------------------------------------------------------

!macro IsAdministrator UN
Function ${UN}IsAdministrator
  UserInfo::GetAccountType
FunctionEnd
!macroend
!insertmacro IsAdministrator ""
!insertmacro IsAdministrator "un."

; What follows from the choice: where it is written and registered. An earlier installation stays in its folder.
Function Settle
  ${If} $AllUsers == 1
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\Belmaat"
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Belmaat"
  ${EndIf}
  ReadRegStr $0 SHCTX "${UNINSTALL}" "InstallLocation"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  ${If} $Given != ""
    StrCpy $INSTDIR $Given
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  StrCpy $Given $INSTDIR  ; filled only by /D=, since there is no InstallDir
  StrCpy $AllUsers 0
  ${GetParameters} $R0
  ClearErrors
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/CURRENTUSER" $0
  ${IfNot} ${Errors}
    StrCpy $AllUsers 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/AUTOSTART=" $Autostart
  ClearErrors
  ${GetOptions} $R0 "/ASSOCIATE=" $Associate
  ${If} ${Silent}
    ${If} $AllUsers == 1
      Call IsAdministrator
      Pop $0
      ${If} $0 != "Admin"
        SetErrorLevel 740  ; ERROR_ELEVATION_REQUIRED
        Quit
      ${EndIf}
    ${EndIf}
  ${EndIf}
  Call Settle
  Call Ticks
FunctionEnd

Function ForWhom
  !insertmacro MUI_HEADER_TEXT "Voor wie" "Kies wie op deze computer met Belmaat werkt."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 8u 100% 12u "Alleen voor mij (geen beheerder nodig)"
  Pop $Choice
  ${NSD_CreateRadioButton} 0 26u 100% 12u "Voor iedereen op deze computer (vraagt om een beheerder)"
  Pop $1
  ${NSD_CreateLabel} 0 50u 100% 40u "De gegevens van Belmaat staan altijd bij de gebruiker zelf: ieder heeft zijn eigen lijst, instellingen en kaarten."
  Pop $2
  ${If} $AllUsers == 1
    ${NSD_Check} $1
  ${Else}
    ${NSD_Check} $Choice
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ForWhomLeave
  ${NSD_GetState} $Choice $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $AllUsers 0
  ${Else}
    StrCpy $AllUsers 1
    Call IsAdministrator
    Pop $0
    ${If} $0 != "Admin"
      ExecShell "runas" "$EXEPATH" "/ALLUSERS"
      Quit
    ${EndIf}
  ${EndIf}
  Call Settle
  Call Ticks
FunctionEnd

; --- What is put in place --------------------------------------------------------------------------------------------

Section "Belmaat" Program
  SectionIn RO
  Call NotRunning
  ; What an earlier version left behind and this one no longer has. All in _internal is ours.
  ${If} ${FileExists} "$INSTDIR\_internal\base_library.zip"
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licenties"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${FILES}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Delete "$INSTDIR\voor-iedereen"
  ${If} $AllUsers == 1  ; the uninstaller looks for it
    FileOpen $0 "$INSTDIR\voor-iedereen" w
    FileClose $0
  ${EndIf}
  CreateShortcut "$SMPROGRAMS\Belmaat.lnk" "$INSTDIR\belmaat.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Belmaat"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\belmaat.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Belmaat"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Kaarten van collega's openen" Cards
  WriteRegStr SHCTX "Software\Classes\.belmaat-kaart" "" "Belmaat.Kaart"
  WriteRegStr SHCTX "Software\Classes\Belmaat.Kaart" "" "Kaart voor Belmaat"
  WriteRegStr SHCTX "Software\Classes\Belmaat.Kaart\DefaultIcon" "" "$INSTDIR\belmaat.exe,0"
  WriteRegStr SHCTX "Software\Classes\Belmaat.Kaart\shell\open\command" "" '"$INSTDIR\belmaat.exe" "%1"'
SectionEnd

Section /o "Belmaat starten met Windows" Start
  WriteRegStr SHCTX "${RUN}" "Belmaat" '"$INSTDIR\belmaat.exe"'
SectionEnd

Section
  ; A choice that is not ticked is taken back, also one of an earlier installation.
  ${IfNot} ${SectionIsSelected} ${Start}
    DeleteRegValue SHCTX "${RUN}" "Belmaat"
  ${EndIf}
  ${IfNot} ${SectionIsSelected} ${Cards}
    DeleteRegKey SHCTX "Software\Classes\.belmaat-kaart"
    DeleteRegKey SHCTX "Software\Classes\Belmaat.Kaart"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Program} "Het programma, met een Nederlands spraakmodel."
  !insertmacro MUI_DESCRIPTION_TEXT ${Cards} "Een dubbelklik op een kaart die een collega u stuurt, biedt die aan in Belmaat."
  !insertmacro MUI_DESCRIPTION_TEXT ${Start} "Belmaat opent vanzelf als u zich aanmeldt bij Windows."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Ticks as the command line says; else as the last installation had them; else cards yes, starting with Windows no.
Function Ticks
  ${If} $Autostart == ""
    ReadRegStr $0 SHCTX "${RUN}" "Belmaat"
    ${If} $0 != ""
      StrCpy $0 1
    ${EndIf}
  ${Else}
    StrCpy $0 $Autostart
  ${EndIf}
  ${If} $0 == 1
    !insertmacro SelectSection ${Start}
  ${Else}
    !insertmacro UnselectSection ${Start}
  ${EndIf}
  ${If} $Associate == 0
    !insertmacro UnselectSection ${Cards}
  ${EndIf}
FunctionEnd

; The program can't be replaced while it runs. Exit code 32 (ERROR_SHARING_VIOLATION) where nobody can be asked.
!macro NotRunning UN
Function ${UN}NotRunning
  again:
  ${IfNot} ${FileExists} "$INSTDIR\belmaat.exe"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\belmaat.exe" a
  ${IfNot} ${Errors}
    FileClose $0
    Return
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "Belmaat is nog open. Sluit het venster van Belmaat en kies dan Opnieuw." /SD IDCANCEL IDRETRY again
  SetErrorLevel 32
  Quit
FunctionEnd
!macroend
!insertmacro NotRunning ""
!insertmacro NotRunning "un."

; --- Taking it away --------------------------------------------------------------------------------------------------

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ${If} ${FileExists} "$INSTDIR\voor-iedereen"
    SetShellVarContext all
    Call un.IsAdministrator
    Pop $0
    ${If} $0 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 740
      ${Else}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.NotRunning
  Delete "$INSTDIR\belmaat.exe"
  Delete "$INSTDIR\belmaat-cli.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.md"
  Delete "$INSTDIR\belmaat.cdx.json"
  Delete "$INSTDIR\uninstall.exe"
  Delete "$INSTDIR\voor-iedereen"
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licenties"
  RMDir "$INSTDIR"  ; only when nothing of somebody else is in it
  Delete "$SMPROGRAMS\Belmaat.lnk"
  DeleteRegValue SHCTX "${RUN}" "Belmaat"
  DeleteRegKey SHCTX "Software\Classes\.belmaat-kaart"
  DeleteRegKey SHCTX "Software\Classes\Belmaat.Kaart"
  DeleteRegKey SHCTX "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  ; The data of this user: kept unless the user says otherwise; silently only with /PURGE.
  SetShellVarContext current
  ${If} ${FileExists} "$LOCALAPPDATA\Belmaat\*.*"
    ${GetParameters} $R0
    ClearErrors
    ${GetOptions} $R0 "/PURGE" $0
    ${IfNot} ${Errors}
      Goto purge
    ${EndIf}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Wilt u ook uw gegevens verwijderen? Dat zijn uw lijst met debiteuren, uw gesprekken en afspraken, uw eigen kaarten en uw instellingen, in$\r$\n$\r$\n$LOCALAPPDATA\Belmaat$\r$\n$\r$\nDit kan niet ongedaan worden gemaakt." /SD IDNO IDYES purge
    Return
    purge:
    RMDir /r "$LOCALAPPDATA\Belmaat"
  ${EndIf}
SectionEnd
