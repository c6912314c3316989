; The installer for one user, without administrator rights.
; makensis -DTARGET=amd64-unicode -DVERSION=1.2.3 -DSOURCE=<frozen folder> -DSIDE=<picture> -DOUTPUT=<file> installer.nsi
; -DFAST leaves the compression out, for trials
Unicode true
Target ${TARGET}
ManifestDPIAware true
ManifestSupportedOS Win10

!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh

!define NAME "BaoCao42"
!define WINDOW "BaoCao42.exe"
!define COMMAND "baocao42-cli.exe"
!define TYPE "BaoCao42.Workspace"
!define SETTINGS "Software\BaoCao42"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\BaoCao42"
; exit codes, told in docs/cai-dat.md: 3 running, 4 older than what is installed, 5 Windows too old, 6 not writable
!define RUNNING 3
!define OLDER 4
!define UNSUPPORTED 5
!define UNWRITABLE 6

Name "${NAME}"
Caption "Cài đặt ${NAME} ${VERSION}"
UninstallCaption "Gỡ ${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${SETTINGS}" "InstallDir"
RequestExecutionLevel user
!ifdef FAST
  SetCompress off
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=1066 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1066 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1066 "FileDescription" "Cài đặt ${NAME}"
VIAddVersionKey /LANG=1066 "LegalCopyright" "Giấy phép MIT"

!define MUI_ICON "..\..\resources\icons\baocao42.ico"
!define MUI_UNICON "..\..\resources\icons\baocao42.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài đặt ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình nhập, kiểm tra và kết xuất báo cáo chính sách xã hội.$\r$\n$\r$\nKhông cần quyền quản trị. Các tệp báo cáo đã có được giữ nguyên.$\r$\n$\r$\nBấm Tiến để bắt đầu."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${NAME} ngay"
!insertmacro MUI_PAGE_FINISH
Var Workspaces
Var Found
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "Đã gỡ ${NAME}"
!define MUI_FINISHPAGE_TEXT "Các tệp báo cáo (.bc42) vẫn còn nguyên ở nơi đã lưu:$\r$\n$\r$\n$Workspaces"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "Vietnamese"

; Stop in one sentence; a silent run has only the exit code.
!macro Refuse CODE TEXT
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

; A running program cannot be opened for writing, so this needs no help from the program.
!macro WaitUntilClosed PROGRAM
  ${DoWhile} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
      "${NAME} đang mở. Đề nghị đóng mọi cửa sổ ${NAME} rồi bấm Thử lại (Retry)." IDRETRY +3
    SetErrorLevel ${RUNNING}
    Quit
  ${Loop}
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "!Chương trình" SectionProgram
  SectionIn RO
  !insertmacro WaitUntilClosed "${WINDOW}"
  !insertmacro WaitUntilClosed "${COMMAND}"
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\uninstall.exe" w
  ${If} ${Errors}
    !insertmacro Refuse ${UNWRITABLE} "Không ghi được vào $\"$INSTDIR$\". Đề nghị chạy lại và chọn thư mục khác."
  ${EndIf}
  FileClose $0
  ; what an older version had and this one has not must not stay
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${WINDOW}"

  WriteRegStr HKCU "Software\Classes\.bc42" "" "${TYPE}"
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "Báo cáo ${NAME}"
  WriteRegStr HKCU "Software\Classes\${TYPE}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  !insertmacro TellExplorer

  WriteRegStr HKCU "${SETTINGS}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${SETTINGS}" "Version" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${LISTED}" "DisplayIcon" "$INSTDIR\${WINDOW}"
  WriteRegStr HKCU "${LISTED}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${LISTED}" "NoModify" 1
  WriteRegDWORD HKCU "${LISTED}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${LISTED}" "EstimatedSize" $0
SectionEnd

Section "Biểu tượng trên màn hình nền" SectionDesktop
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}"
SectionEnd

Function .onInit
  SetShellVarContext current
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    !insertmacro Refuse ${UNSUPPORTED} "${NAME} cần Windows 10 trở lên, loại 64-bit."
  ${EndIf}
  ReadRegStr $0 HKCU "${SETTINGS}" "Version"
  ${If} $0 != ""
    ${VersionCompare} "${VERSION}" "$0" $1
    ${If} $1 == 2
      !insertmacro Refuse ${OLDER} "Máy này đã có ${NAME} $0, mới hơn bản ${VERSION} đang cài. Bản mới hơn được giữ nguyên."
    ${EndIf}
    ; an update does not bring back an icon that was thrown away
    ${IfNot} ${FileExists} "$DESKTOP\${NAME}.lnk"
      !insertmacro UnselectSection ${SectionDesktop}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro WaitUntilClosed "${WINDOW}"
  !insertmacro WaitUntilClosed "${COMMAND}"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${COMMAND}"
  Delete "$INSTDIR\uninstall.exe"
  ; only when empty: a report that was put there stays
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$LOCALAPPDATA\${NAME}\*.json"
  Delete "$LOCALAPPDATA\${NAME}\*.log*"
  RMDir /r "$LOCALAPPDATA\${NAME}\Logs"
  RMDir "$LOCALAPPDATA\${NAME}"
  DeleteRegKey HKCU "${LISTED}"
  DeleteRegKey HKCU "${SETTINGS}"
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  ReadRegStr $0 HKCU "Software\Classes\.bc42" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "Software\Classes\.bc42"
  ${EndIf}
  !insertmacro TellExplorer
  ${IfNot} ${Silent}
    ${Locate} "$DOCUMENTS" "/L=F /M=*.bc42 /G=1" "un.NoteWorkspace"
    ${Locate} "$DESKTOP" "/L=F /M=*.bc42 /G=1" "un.NoteWorkspace"
    ${If} $Workspaces == ""
      StrCpy $Workspaces "(không có tệp nào trong Tài liệu và trên màn hình nền)"
    ${EndIf}
  ${EndIf}
SectionEnd

Function un.NoteWorkspace
  IntOp $Found $Found + 1
  ${If} $Found < 9
    StrCpy $Workspaces "$Workspaces$R9$\r$\n"
  ${ElseIf} $Found == 9
    StrCpy $Workspaces "$Workspaces…"
  ${EndIf}
  Push ""
FunctionEnd
