using System.Globalization;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>How many values an option takes.</summary>
internal enum Arity
{
    Flag,
    One,
    Many,
}

/// <summary>An option as it is written, and what the help says of it.</summary>
internal sealed record Option(string Name, Arity Arity, string Value, string Help);

/// <summary>The options of one call, read strictly: an option that nobody knows is a mistake that would otherwise pass unseen.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, List<string>> _values = [];

    /// <exception cref="UsageException">An option is unknown, given twice, or lacks its value.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments, IReadOnlyList<Option> known)
    {
        var line = new CommandLine();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            var option = known.FirstOrDefault(option => option.Name == name) ?? throw new UsageException(Unknown(name, known));
            var values = new List<string>();
            while (option.Arity != Arity.Flag && i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal)
                && (option.Arity == Arity.Many || values.Count == 0))
                values.Add(arguments[++i]);
            if (option.Arity != Arity.Flag && values.Count == 0) throw new UsageException($"{name} needs a value: {name} {option.Value}.");

            if (!line._values.TryAdd(name, values))
            {
                if (option.Arity != Arity.Many) throw new UsageException($"{name} is given twice.");
                line._values[name].AddRange(values);
            }
        }
        return line;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Text(string name) => _values.GetValueOrDefault(name)?[0];

    public IReadOnlyList<string> Many(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <exception cref="UsageException">It is not a number, or out of its bounds.</exception>
    public double? Number(string name, double min, double max)
    {
        if (Text(name) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\": write a number from {min} to {max}."));
    }

    /// <exception cref="UsageException">It is not a whole number, or out of its bounds.</exception>
    public int? Whole(string name, int min, int max) =>
        Number(name, min, max) is not { } number ? null
        : number == Math.Floor(number) ? (int)number
        : throw new UsageException($"{name} is \"{Text(name)}\": write a whole number.");

    /// <exception cref="UsageException">It is not a duration, or out of its bounds.</exception>
    public TimeSpan? Duration(string name, TimeSpan min, TimeSpan max)
    {
        if (Text(name) is not { } text) return null;
        if (DurationText.TryParse(text, out var duration) && duration >= min && duration <= max) return duration;
        throw new UsageException($"{name} is \"{text}\": write a duration from {DurationText.Format(min)} to {DurationText.Format(max)}, such as 90s, 500ms or 2m.");
    }

    private static string Unknown(string name, IReadOnlyList<Option> known) =>
        $"there is no option \"{name}\". Options are {string.Join(", ", known.Select(option => option.Name))}.";
}
