using System.CommandLine;

namespace OrderGrains.Silo;

/// <summary><c>silo completion</c>: a script by which a shell completes the words of this program.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new Argument<string>("shell") { Description = "The shell" }.AcceptOnlyFromAmong("bash", "zsh", "fish");

    /// <summary>The command.</summary>
    public static SiloCommand Create() => new("completion", "Print a script that completes this program's words: eval \"$(silo completion bash)\"", RunAsync) { Shell };

    private static async Task<int> RunAsync(Request request)
    {
        await request.Out.WriteLineAsync(Script(request.Line.GetRequiredValue(Shell)));
        return ExitCode.Done;
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _silo() {
              COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _silo silo
            """,
        "zsh" => """
            _silo() {
              local line="${words[1,CURRENT]}"
              compadd -- ${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"} || _files
            }
            compdef _silo silo
            """,
        _ => """
            complete -c silo -a '(set -l line (commandline -cp); silo "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
            """,
    };
}
