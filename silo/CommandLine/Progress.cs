using Spectre.Console;

namespace OrderGrains.Silo;

/// <summary>How long work gets on, on standard error: a line that moves where a person watches, lines where it is kept.</summary>
internal static class Progress
{
    /// <summary>Does the work, which may say how far it is.</summary>
    /// <param name="request">Who waits for it; who reads JSON is told nothing.</param>
    /// <param name="what">What is done, such as <c>Copying</c>.</param>
    /// <param name="work">The work.</param>
    public static Task<T> ShowAsync<T>(Request request, string what, Func<Action<string>, Task<T>> work)
    {
        if (request.Line.GetValue(Request.Json))
        {
            return work(static _ => { });
        }

        if (request.Error != Console.Error || Console.IsErrorRedirected)
        {
            return work(request.Error.WriteLine);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Spinner(Spinner.Known.Line).StartAsync(what, status => work(far => status.Status(Markup.Escape($"{what}: {far}"))));
    }
}
