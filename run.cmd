@echo off
rem The one door to Belmaat on Windows: installs what is missing (Python packages), then does what is asked.
rem
rem   run                the program
rem   run demo [ARGS]    the rehearsal call
rem   run test [ARGS]    lint, types and tests; ARGS go to pytest
rem   run bench [ARGS]   the benchmarks
rem   run package        the Windows installer, built and proven (packaging/README.md)
rem   run app ARGS       the command line (python -m app ARGS); nothing else is written to standard output
rem
rem BELMAAT_PYTHON  a python.exe, 3.12 or newer      BELMAAT_VENV  where the Python packages go (.venv)
rem Everything that this script has to say goes to standard error. ASCII only; no blocks in parentheses around paths,
rem because a path may hold parentheses itself.

setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "VENV=%ROOT%.venv"
if defined BELMAAT_VENV set "VENV=%BELMAAT_VENV%"
set "PY=%VENV%\Scripts\python.exe"
set "PYTHONUTF8=1"
set "VERB=%~1"

rem What follows the verb, untouched: the verb is the first thing on the line, so its first occurrence is cut off.
set REST=%*
if /i "%VERB%"=="app" set REST=%REST:*app=%
if /i "%VERB%"=="demo" set REST=%REST:*demo=%
if /i "%VERB%"=="test" set REST=%REST:*test=%
if /i "%VERB%"=="bench" set REST=%REST:*bench=%
if /i "%VERB%"=="package" set REST=%REST:*package=%

if "%VERB%"=="" goto window
if /i "%VERB%"=="app" goto app
if /i "%VERB%"=="demo" goto demo
if /i "%VERB%"=="test" goto test
if /i "%VERB%"=="bench" goto bench
if /i "%VERB%"=="package" goto package
if /i not "%VERB%"=="help" echo belmaat: unknown verb "%VERB%" 1>&2
echo verbs: (none), demo, test, bench, package, app ARGS 1>&2
if /i "%VERB%"=="help" exit /b 0
exit /b 2

:window
call :prepare requirements.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
"%PY%" -P -m app
exit /b %ERRORLEVEL%

:app
call :prepare requirements.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
"%PY%" -P -m app %REST%
exit /b %ERRORLEVEL%

:demo
call :prepare requirements.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
"%PY%" -P -m app demo %REST%
exit /b %ERRORLEVEL%

:bench
call :prepare requirements-dev.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
"%PY%" -P -m tests.benchmarks %REST%
exit /b %ERRORLEVEL%

:package
call :prepare requirements-dev.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
"%PY%" -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r "%ROOT%requirements-uv.lock" <nul 1>&2
if not "%ERRORLEVEL%"=="0" goto offline
"%PY%" "%ROOT%packaging\make.py" --prove %REST%
exit /b %ERRORLEVEL%

:test
call :prepare requirements-dev.lock
if not "%ERRORLEVEL%"=="0" exit /b 2
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
set "FAULTS="
set "BELMAAT_HOME=%TEMP%\belmaat-test-%RANDOM%"
pushd "%ROOT%"
"%PY%" -m ruff check .
if not "%ERRORLEVEL%"=="0" set "FAULTS=%FAULTS% ruff"
"%PY%" -m mypy --strict app
if not "%ERRORLEVEL%"=="0" set "FAULTS=%FAULTS% mypy"
"%PY%" -P -m pytest %REST%
if not "%ERRORLEVEL%"=="0" set "FAULTS=%FAULTS% pytest"
popd
if exist "%BELMAAT_HOME%" rmdir /s /q "%BELMAAT_HOME%"
if not defined FAULTS exit /b 0
echo belmaat: FAILED:%FAULTS% 1>&2
exit /b 1

rem --- the Python packages of lock file %1 -----------------------------------------------------------------------

:prepare
if defined PYTHONPATH set "PYTHONPATH=%ROOT%;%PYTHONPATH%"
if not defined PYTHONPATH set "PYTHONPATH=%ROOT%"
if not exist "%PY%" goto make
"%PY%" -c "" <nul >nul 2>&1
if not "%ERRORLEVEL%"=="0" goto make
fc /b "%ROOT%%~1" "%VENV%\%~1.installed" >nul 2>&1
if "%ERRORLEVEL%"=="0" exit /b 0
if /i not "%~1"=="requirements.lock" goto install
fc /b "%ROOT%requirements-dev.lock" "%VENV%\requirements-dev.lock.installed" >nul 2>&1
if "%ERRORLEVEL%"=="0" exit /b 0
goto install

:make
set "BASE="
if defined BELMAAT_PYTHON goto named
call :try py -3.13
call :try py -3.12
call :try py -3.14
call :try "%LOCALAPPDATA%\Programs\Python\Python313\python.exe"
call :try "%LOCALAPPDATA%\Programs\Python\Python312\python.exe"
call :try "%ProgramFiles%\Python313\python.exe"
call :try "%ProgramFiles%\Python312\python.exe"
call :try python
if defined BASE goto found
echo belmaat: Belmaat needs 64-bit Python 3.12 or newer and found none: install Python 3.13 from the Microsoft Store, or name a python.exe in BELMAAT_PYTHON. 1>&2
exit /b 2

:named
call :try "%BELMAAT_PYTHON%"
if defined BASE goto found
echo belmaat: BELMAAT_PYTHON does not name a working 64-bit Python 3.12 or newer. 1>&2
exit /b 2

:found
echo belmaat: making the Python environment 1>&2
%BASE% -m venv --clear "%VENV%" <nul 1>&2
if "%ERRORLEVEL%"=="0" goto install
echo belmaat: no environment could be made: see the message above. 1>&2
exit /b 2

:install
echo belmaat: installing the Python packages, once; this takes a minute or two 1>&2
if exist "%VENV%\*.installed" del /q "%VENV%\*.installed"
"%PY%" -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r "%ROOT%%~1" <nul 1>&2
if not "%ERRORLEVEL%"=="0" goto offline
copy /b /y "%ROOT%%~1" "%VENV%\%~1.installed" >nul
exit /b 0

:offline
echo belmaat: the Python packages could not be installed: see the message above; is this computer online? 1>&2
exit /b 2

rem Sets BASE to the command given if it runs a 64-bit Python 3.12 or newer and none was found yet.
:try
if defined BASE exit /b 0
%* -c "import sys; sys.exit(sys.version_info < (3, 12) or sys.maxsize < 2**32)" <nul >nul 2>&1
if not "%ERRORLEVEL%"=="0" exit /b 0
set BASE=%*
exit /b 0
