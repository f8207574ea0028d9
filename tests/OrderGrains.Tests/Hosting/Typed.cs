using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

/// <summary>What the program answers to a command line, in this process.</summary>
internal sealed record Typed(int Code, string Out, string Error)
{
    public static async Task<Typed> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await Commands.RunAsync(args, output, error);
        return new(code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }
}
