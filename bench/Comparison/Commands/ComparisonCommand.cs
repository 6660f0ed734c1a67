using System.CommandLine;
using System.Data.Common;
using Petitions.Bench.Comparison.Load;
using Petitions.Bench.Comparison.Questions;
using Petitions.Bench.Comparison.Servers;
using Petitions.Bench.Comparison.Signing;
using Petitions.Bench.Rehearsal.Arguments;

namespace Petitions.Bench.Comparison.Commands;

/// <summary>The command <c>bench/compare</c>: answers one question, and turns every way to fail into a sentence and an exit code.</summary>
internal static class ComparisonCommand
{
    /// <summary>Exit codes: measured; an audit failed or a server did not work; the call was wrong, or a tool is missing.</summary>
    public const int Measured = 0, Failed = 1, Wrong = 2;

    private const string Name = "bench/compare";

    private const string Help = """
        Measures this program beside what people would build instead (bench/Peers), in interleaved rounds, and prints Markdown.

        After each signing run: acknowledged == rows == count, or it has no speed and the exit code is 1; wrong options end with 2.
        Needs wrk and PostgreSQL (apt-get install wrk postgresql). Everything listens on loopback and is stopped at the end.

        Environment variables: ARTIFACTS, folder of the build (artifacts); FIRST_PORT and PORTS, where ports are taken from (10000 and
        12000); POSTGRES_OPTIONS, of the database server (-c shared_buffers=1GB -c max_wal_size=4GB); and for a trial with less
        MILLION (1000000), STORED (10000000), QUEUED (100000) and EMPTIED (1000000). All others reach the programs that are measured.
        """;

    // A value may begin with "@": no file of arguments is meant.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, IReadOnlyList<Question> questions)
    {
        using var interruption = new Interruption();
        // Signals and exceptions are answered here.
        var invocation = new InvocationConfiguration
        {
            Output = output, Error = errors, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false,
        };
        var known = new ComparisonArguments(questions);
        var command = new Command(Name, Help);
        foreach (var option in known.Options) command.Options.Add(option);
        command.SetAction((given, cancel) => MeasureAsync(known, given, output, errors, cancel));
        try
        {
            var given = command.Parse(arguments, Parser);
            if (given.Errors.Count > 0) throw new UsageException(DescribeError(given));
            return await given.InvokeAsync(invocation, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return await SayAsync(interruption.ExitCode, "interrupted; everything that was started is stopped.");
        }
        catch (UsageException wrong)
        {
            return await SayAsync(Wrong, wrong.Message);
        }
        catch (Exception e) when (
            e is MeasurementException or DbException or HttpRequestException or IOException or OperationCanceledException)
        {
            return await SayAsync(Failed, e.Message);
        }

        async Task<int> SayAsync(int code, string sentence)
        {
            await errors.WriteLineAsync($"{Name}: {sentence}");
            return code;
        }
    }

    private static async Task<int> MeasureAsync(
        ComparisonArguments known, ParseResult given, TextWriter output, TextWriter progress, CancellationToken cancel)
    {
        var (question, options) = known.Read(given);
        _ = Wrk.Find();
        if (options.Out is { } folder) ResultFolder.Check(folder);
        await using var bed = await TestBed.StartAsync(options, output, progress, cancel);
        return await question.MeasureAsync(bed, cancel) ? Measured : Failed;
    }

    private static string DescribeError(ParseResult given)
    {
        // What is wrong with a value says itself what to write, and begins with the option.
        var wrongValue = given.Errors.FirstOrDefault(error => error.Message.StartsWith("--", StringComparison.Ordinal));
        if (wrongValue is not null) return wrongValue.Message;
        return given.UnmatchedTokens is [var unknown, ..]
            ? $"there is no option '{unknown}'; see {Name} --help"
            : $"{given.Errors[0].Message} See {Name} --help.";
    }
}
