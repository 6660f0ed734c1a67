namespace Petitions.Silo.Commands;

/// <summary>A command cannot do what it is asked to. Its lines, printed on standard error, say what happened and what to do.</summary>
internal sealed class CommandFailure : Exception
{
    public CommandFailure(params IReadOnlyList<string> lines)
        : base(string.Join('\n', lines)) => Lines = lines;

    /// <summary>What is printed, a line each.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What the program ends with.</summary>
    public int ExitCode { get; private init; } = ExitCodes.Refused;

    /// <summary>The command line itself is wrong; nothing was done.</summary>
    public static CommandFailure WrongUse(string line) => new(line) { ExitCode = ExitCodes.WrongUse };
}

/// <summary>What a command ends with.</summary>
internal static class ExitCodes
{
    /// <summary>Done: what was asked for is so.</summary>
    public const int Done = 0;

    /// <summary>Refused or failed.</summary>
    public const int Refused = 1;

    /// <summary>Wrong use: an unknown word, a missing or impossible value. Nothing was done.</summary>
    public const int WrongUse = 2;
}
