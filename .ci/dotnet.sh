# Sourced by the scripts of this repository: finds dotnet, and gives it a home where there is none.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Some machines (cron, systemd units, bare containers) have no HOME, and neither dotnet nor NuGet works without one.
if [[ -z ${HOME:-} || ! -d $HOME || ! -w $HOME ]]; then
  export HOME=$root/.cutover/home
  mkdir -p "$HOME"
fi
export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-$HOME}

need_dotnet() {
  local place
  for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet"; do
    command -v dotnet >/dev/null && return
    [[ -n $place && -x $place/dotnet ]] && PATH=$place:$PATH
  done
  command -v dotnet >/dev/null && return
  echo "$1: there is no 'dotnet' on this machine's PATH; install the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0) and run the same command again." >&2
  exit 2
}

# Asks the package sources once whether they carry Pulumi (sdks/README.md); the answer stays in sdks/choice.props.
choose_pulumi() {
  [[ -n ${PulumiSdk:-} || -f $root/sdks/choice.props || ! -f $root/sdks/choice.targets ]] && return
  local said
  if ! said=$(dotnet msbuild "$root/sdks/choice.targets" -t:ChoosePulumiSdk -nologo -v:minimal 2>&1); then
    printf '%s\n' "$said" >&2
    return 2
  fi
}
