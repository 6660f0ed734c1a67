using System.CommandLine;
using Petitions.Bench.Rehearsal.Arguments;
using Petitions.Bench.Rehearsal.Load;

namespace Petitions.Bench.Rehearsal.Commands;

/// <summary>The options that say what else is requested beside new signatures.</summary>
internal sealed class MixArguments
{
    private readonly Option<double?> _repeats =
        TypedOption.Number("--repeats", "SHARE", "share of signers who have signed before (default 0.1)", 0, 0.95);
    private readonly Option<double?> _dropReplies = TypedOption.Number(
        "--drop-replies", "SHARE", "share of connections closed after sending, retried after 1 s (default 0.01)", 0, 0.5);
    private readonly Option<double?> _pages =
        TypedOption.Number("--pages", "N", "reads of the petition page per signature (default 0.2)", 0, 100);
    private readonly Option<double?> _counts =
        TypedOption.Number("--counts", "N", "reads of the count per signature (default 1)", 0, 100);
    private readonly Option<int?> _viewers =
        TypedOption.WholeNumber("--watchers", "N", "viewers of the count stream (default 0)", 0, 50_000);
    private readonly Option<int?> _petitions =
        TypedOption.WholeNumber("--petitions", "N", "petitions to sign (default 1)", 1, 5_000);
    private readonly Option<double?> _skew =
        TypedOption.Number("--skew", "S", "Zipf exponent of signatures over petitions (default 1)", 0, 5);

    public IEnumerable<Option> Options => [_repeats, _dropReplies, _pages, _counts, _viewers, _petitions, _skew];

    public RequestMix Read(ParseResult given) => new()
    {
        Repeats = given.GetValue(_repeats) ?? 0.1,
        DropReplies = given.GetValue(_dropReplies) ?? 0.01,
        PagesPerSignature = given.GetValue(_pages) ?? 0.2,
        CountsPerSignature = given.GetValue(_counts) ?? 1,
        Viewers = given.GetValue(_viewers) ?? 0,
        Petitions = given.GetValue(_petitions) ?? 1,
        Skew = given.GetValue(_skew) ?? 1,
    };
}
