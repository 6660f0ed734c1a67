using Petitions.Bench.Rehearsal.Commands;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Bench;

/// <summary>The command line of the rehearsal: help, and one line for whatever is written wrongly.</summary>
public sealed class RehearsalCommandTests
{
    // Nothing listens on this port.
    private const string Nowhere = "http://127.0.0.1:9";

    [Theory, InlineData, InlineData("help"), InlineData("--help"), InlineData("-h")]
    public async Task Help_names_the_commands(params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("  run ", output, StringComparison.Ordinal);
        Assert.Contains("  clean ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lag-max <TIME>", "run", "--help")]
    [InlineData("--lag-max <TIME>", "help", "run")]
    [InlineData("--lag-max <TIME>", "run", "--peak", "many", "-h")]
    [InlineData("--admin-token <TOKEN>", "clean", "--help")]
    [InlineData("--admin-token <TOKEN>", "help", "clean")]
    public async Task Help_of_a_command_lists_its_options(string option, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command \"play\": write run or clean.", "play")]
    [InlineData("there is no option \"--peek\".", "run", "--peek", "10")]
    [InlineData("\"fast\" belongs to no option.", "run", "fast")]
    [InlineData("\"rehearsal run --help\" shows what to write.", "run", "--peak")]
    [InlineData("\"rehearsal run --help\" shows what to write.", "run", "--peak", "1", "--peak", "2")]
    [InlineData("--peak is \"0\": write a number from 0.1 to 1000000.", "run", "--peak", "0")]
    [InlineData("--seed is \"1.5\": write a whole number from 0 to 2147483647.", "run", "--seed", "1.5")]
    [InlineData("--duration is \"soon\": write a duration from 1s to 168h, such as 90s, 500ms or 2m.", "run", "--duration", "soon")]
    [InlineData("--arrivals is \"odd\": write poisson or even.", "run", "--arrivals", "odd")]
    [InlineData("--out needs a value: --out DIR.", "run", "--out", "--seed", "3")]
    [InlineData("--curve and --profile are two loads: choose one.", "run", "--curve", "a.csv", "--profile", "spike")]
    [InlineData("--smooth is for a recorded curve: write --curve FILE with it.", "run", "--smooth", "10s")]
    [InlineData("--smooth is for a recorded curve: write --curve FILE with it.", "run", "--profile", "revoke-a50", "--smooth", "10s")]
    [InlineData("--smooth is \"-1s\": write a duration from 0s to 168h", "run", "--smooth", "-1s")]
    [InlineData("--handover 60s: the load is over after 30s.", "run", "--duration", "30s", "--handover", "60s")]
    [InlineData("--handover is \"soon\": write a duration from 0s to 168h", "run", "--handover", "soon")]
    // "@" names the file of the token; a response file of System.CommandLine would have another message.
    [InlineData("--admin-token @missing cannot be read:", "run", "--target", Nowhere, "--admin", Nowhere, "--admin-token", "@missing")]
    [InlineData("clean needs --petition SLUG", "clean", "--target", Nowhere, "--admin", Nowhere, "--admin-token", "t")]
    public async Task Wrong_use_ends_with_2_and_one_line(string says, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("rehearsal: ", errors, StringComparison.Ordinal);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_curve_shorter_than_its_window_is_refused()
    {
        using var scratch = new ScratchFolder();
        await File.WriteAllTextAsync(scratch.At("curve.csv"), "0,0\n10,100\n30,400\n", TestContext.Current.CancellationToken);
        var (exitCode, _, errors) = await RunAsync(["run", "--curve", scratch.At("curve.csv")]);
        Assert.Equal(2, exitCode);
        Assert.Contains("lasts 30s, and --smooth is 60s: write a shorter --smooth, or --smooth 0.", errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await RehearsalCommand.RunAsync(arguments, output, errors);
        return (exitCode, output.ToString(), errors.ToString());
    }
}
