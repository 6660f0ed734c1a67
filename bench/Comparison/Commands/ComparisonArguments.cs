using System.CommandLine;
using System.CommandLine.Help;
using Petitions.Bench.Comparison.Questions;
using Petitions.Bench.Comparison.Settings;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Comparison.Commands;

/// <summary>The options of <c>bench/compare</c>, and how they combine.</summary>
internal sealed class ComparisonArguments
{
    private const int NumberMax = 9_999, SecondsUsual = 6, RoundsUsual = 3, WarmUpSecondsUsual = 5;

    // The short form.
    private const int SecondsSmoke = 2, RoundsSmoke = 1;

    private const string ModesHelp =
        "new: everybody for the first time; mixed: 30 % repeats; many: 1,000 petitions (bare and this program); "
        + "retry: 40 people, the same operation again; repeat: 40 people, new operations";

    private static readonly string[] PeersSmoke = [PeerNames.Bare, PeerNames.Crud];
    private static readonly SigningMode[] ModesSmoke = [SigningMode.Mixed];

    private readonly IReadOnlyList<Question> _questions;
    private readonly Option<bool>[] _asked;
    private readonly Option<bool> _smoke =
        TypedOption.Flag("--smoke", "a few seconds, for a test: everything runs and every audit holds; its speeds mean nothing");
    private readonly Option<int?> _seconds = Number("--seconds", $"seconds of one run ({SecondsUsual})");
    private readonly Option<int?> _rounds = Number("--rounds", $"rounds, of which the medians are shown ({RoundsUsual})");
    private readonly Option<int?> _warmUp = Number("--warm-up", $"seconds of load before the first round ({WarmUpSecondsUsual})");
    private readonly Option<string[]> _peers = Names("--peers", PeerNames.All, "bare always runs");
    private readonly Option<string[]> _modes = Names("--modes", [.. SigningMode.Selectable.Select(mode => mode.Name)], ModesHelp);
    private readonly Option<string?> _out = TypedOption.Text(
        "--out", "DIR", "signing only: figures of every run, medians and a chart, as runs.csv, compare.csv and compare.svg");

    // bench/compare reads it: it builds before it starts this program.
    private readonly Option<bool> _noBuild = TypedOption.Flag("--no-build", "the programs are built already");

    public ComparisonArguments(IReadOnlyList<Question> questions)
    {
        _questions = questions;
        _asked = [.. questions.Select(question => TypedOption.Flag($"--{question.Name}", question.Help))];
        _out.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value.Length: 0 }]) given.AddError("--out needs a folder.");
        });
    }

    public IEnumerable<Option> Options =>
        [.. _asked, _smoke, _seconds, _rounds, _warmUp, _peers, _modes, _out, _noBuild, new HelpOption("--help", "-h")];

    /// <exception cref="UsageException">The options do not go together, or an environment variable is wrong.</exception>
    public (Question Question, ComparisonOptions Options) Read(ParseResult given)
    {
        var asked = _questions.Where((_, i) => given.GetValue(_asked[i])).ToList();
        if (asked.Count > 1) throw new UsageException($"--{asked[0].Name} and --{asked[1].Name} are two questions: ask one at a time.");
        var question = asked.FirstOrDefault() ?? _questions[0];
        var isSmoke = given.GetValue(_smoke);
        // The short form of another question has the peers and modes of that question.
        var isSmallest = isSmoke && question == _questions[0];

        var peers = given.GetValue(_peers) is { Length: > 0 } named ? named : isSmallest ? PeersSmoke : question.Peers;
        var modes = (given.GetValue(_modes) ?? []).Select(name => SigningMode.Selectable.Single(mode => mode.Name == name)).ToList();
        return (question, new()
        {
            Seconds = given.GetValue(_seconds) ?? (isSmoke ? SecondsSmoke : SecondsUsual),
            Rounds = given.GetValue(_rounds) ?? (isSmoke ? RoundsSmoke : RoundsUsual),
            WarmUpSeconds = given.GetValue(_warmUp) ?? WarmUpSecondsUsual,
            Peers = peers.Contains(PeerNames.Bare) ? peers : [PeerNames.Bare, .. peers],
            Modes = modes.Count > 0 ? modes : isSmallest ? ModesSmoke : question.Modes,
            Out = given.GetValue(_out),
            IsSmoke = isSmoke,
            Sizes = Sizes.Read(),
        });
    }

    private static Option<int?> Number(string name, string help) => TypedOption.WholeNumber(name, "N", help, 1, NumberMax);

    // Names with commas between them; empty when the option is not given.
    private static Option<string[]> Names(string name, IReadOnlyList<string> known, string help) => new(name)
    {
        Description = $"{string.Join(", ", known)}; {help}",
        HelpName = "A,B",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = given =>
        {
            var names = given.Tokens[0].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (names.Length == 0 || names.FirstOrDefault(each => !known.Contains(each)) is not null)
                given.AddError($"{name} is \"{given.Tokens[0].Value}\": write one or more of {string.Join(',', known)}.");
            return [.. names.Distinct()];
        },
    };
}
