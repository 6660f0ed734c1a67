using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Petitions.Bench.Rehearsal.Arguments;

/// <summary>Options of a command line whose error messages say what to write instead.</summary>
internal static class TypedOption
{
    /// <summary>One word; null when the option is not given.</summary>
    public static Option<string?> Text(string name, string valueName, string description)
    {
        var option = new Option<string?>(name) { HelpName = valueName, Description = description };
        // Otherwise "--out --seed 3" would take --seed for the name of the folder.
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
                result.AddError($"{name} needs a value: {name} {valueName}.");
        });
        return option;
    }

    /// <summary>One of a few words; null when the option is not given.</summary>
    public static Option<string?> Choice(string name, string valueName, string description, params string[] choices)
    {
        var option = new Option<string?>(name) { HelpName = valueName, Description = description };
        option.CompletionSources.Add(choices);
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault() is { } token && !choices.Contains(token.Value))
                result.AddError($"{name} is \"{token.Value}\": write {string.Join(" or ", choices)}.");
        });
        return option;
    }

    /// <summary>One or more words, also as several occurrences of the option; empty when it is not given.</summary>
    public static Option<string[]> List(string name, string valueName, string description) => new(name)
    {
        HelpName = valueName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>No value: given or not.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A number within bounds; null when the option is not given.</summary>
    public static Option<double?> Number(string name, string valueName, string description, double min, double max) => new(name)
    {
        HelpName = valueName,
        Description = description,
        CustomParser = result => TryNumber(result, min, max, out var number)
            ? number
            : Wrong<double>(result, Invariant($"write a number from {min} to {max}.")),
    };

    /// <summary>A whole number within bounds; null when the option is not given.</summary>
    public static Option<int?> WholeNumber(string name, string valueName, string description, int min, int max) => new(name)
    {
        HelpName = valueName,
        Description = description,
        CustomParser = result => TryNumber(result, min, max, out var number) && number == Math.Floor(number)
            ? (int)number
            : Wrong<int>(result, Invariant($"write a whole number from {min} to {max}.")),
    };

    /// <summary>A duration within bounds; null when the option is not given.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan min, TimeSpan max) => new(name)
    {
        HelpName = "TIME",
        Description = description,
        CustomParser = result => DurationText.TryParse(result.Tokens[0].Value, out var duration) && duration >= min && duration <= max
            ? duration
            : Wrong<TimeSpan>(
                result, $"write a duration from {DurationText.Format(min)} to {DurationText.Format(max)}, such as 90s, 500ms or 2m."),
    };

    private static bool TryNumber(ArgumentResult result, double min, double max, out double number) =>
        double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && number >= min && number <= max;

    private static T? Wrong<T>(ArgumentResult result, string whatToWrite) where T : struct
    {
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name} is \"{result.Tokens[0].Value}\": {whatToWrite}");
        return null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
