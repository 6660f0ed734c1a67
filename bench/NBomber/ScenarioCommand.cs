using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Petitions.Bench.Scenarios;

/// <summary>The command line: [URL] [SLUG] [PEAK] [SECONDS] [SCENARIO], each with a default.</summary>
internal static class ScenarioCommand
{
    /// <summary>Exit codes: every answer was good; one was not; nothing was sent.</summary>
    public const int Passed = 0, Failed = 1, Invalid = 2;

    private static readonly Argument<Uri> Target = new("URL")
    {
        Description = "the running program, on this machine",
        DefaultValueFactory = _ => new Uri("http://localhost:5080"),
        CustomParser = result => ParseTarget(result),
    };

    private static readonly Argument<string> Slug = new("SLUG")
    {
        Description = "the petition to sign",
        DefaultValueFactory = _ => "lantern-cove-light",
    };

    private static readonly Argument<int> Peak = new("PEAK")
    {
        Description = "highest rate in requests/s",
        DefaultValueFactory = _ => 500,
        CustomParser = result => ParsePositive(result, "a whole number of requests per second"),
    };

    private static readonly Argument<int> Seconds = new("SECONDS")
    {
        Description = "duration",
        DefaultValueFactory = _ => 30,
        CustomParser = result => ParsePositive(result, "a whole number of seconds"),
    };

    private static readonly Argument<SigningScenario> Scenario = new("SCENARIO")
    {
        Description = string.Join(", ", SigningScenario.All.Select(known => $"{known.Name} (>= {known.DurationMin.TotalSeconds:0} s)")),
        DefaultValueFactory = _ => SigningScenario.All[0],
        CustomParser = result => ParseScenario(result),
    };

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Runs one scenario of the rehearsal's workload with NBomber.\n"
            + "Exit code: 0 every answer was good, 1 one was not, 2 nothing was sent.")
        {
            Target, Slug, Peak, Seconds, Scenario,
        };
        root.HelpName = "nbomber";
        root.SetAction(RunAsync);

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return await FailAsync($"{parsed.Errors[0].Message} \"--help\" shows what to write.");
        // NBomber handles Ctrl-C itself.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(invocation);
    }

    private static async Task<int> RunAsync(ParseResult given)
    {
        var (scenario, seconds) = (given.GetRequiredValue(Scenario), given.GetRequiredValue(Seconds));
        var duration = TimeSpan.FromSeconds(seconds);
        if (duration < scenario.DurationMin)
            return await FailAsync($"SECONDS is {seconds}: write at least {scenario.DurationMin.TotalSeconds:0} for {scenario.Name}. "
                + $"A shorter one has a step below {SigningWorkload.Interval.TotalSeconds:0} s, which NBomber refuses.");
        var run = new ScenarioRun(given.GetRequiredValue(Target), given.GetRequiredValue(Slug));
        return await run.RunAsync(scenario, given.GetRequiredValue(Peak), duration);
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"nbomber: {message}");
        return Invalid;
    }

    private static Uri? ParseTarget(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var target) || target.Scheme is not ("http" or "https"))
            result.AddError($"URL is \"{text}\": write an address such as http://localhost:5080.");
        else if (!target.IsLoopback) result.AddError($"{target} is not on this machine: these scenarios load nothing else.");
        return target;
    }

    private static int ParsePositive(ArgumentResult result, string expected)
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            result.AddError($"{result.Argument.Name} is \"{text}\": write {expected}, at least 1.");
        return number;
    }

    private static SigningScenario? ParseScenario(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        var scenario = SigningScenario.All.FirstOrDefault(scenario => scenario.Name == name);
        var names = string.Join(" or ", SigningScenario.All.Select(known => known.Name));
        if (scenario is null) result.AddError($"there is no scenario \"{name}\": write {names}.");
        return scenario;
    }
}
