namespace OrderGrains.Silo;

/// <summary>A command of the program.</summary>
/// <param name="name">The word that asks for it.</param>
/// <param name="description">What it does, a line of the help.</param>
/// <param name="work">Does it; the exit code.</param>
internal sealed class SiloCommand(string name, string description, Func<Request, Task<int>> work) : System.CommandLine.Command(name, description)
{
    /// <summary>Does it.</summary>
    public Func<Request, Task<int>> Work { get; } = work;
}
