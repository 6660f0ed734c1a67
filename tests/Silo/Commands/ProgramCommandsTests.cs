using Microsoft.Extensions.Configuration;
using Petitions.Silo.Commands;
using Xunit;

namespace Petitions.Tests.Silo.Commands;

/// <summary>The command line: help for every command, and one line for whatever is written wrongly.</summary>
public sealed class ProgramCommandsTests
{
    // Nothing listens on this port.
    private const string Nowhere = "http://127.0.0.1:9";

    [Theory]
    [InlineData("--help"), InlineData("-h"), InlineData("help"), InlineData("petition", "lint", "x.md"), InlineData("anything")]
    public void Words_and_help_are_commands(params string[] arguments) => Assert.True(ProgramCommands.AreNamed(arguments));

    [Theory]
    [InlineData, InlineData("--Petition:DataPath=/srv/data"), InlineData("--Petition:DataPath", "/srv/data")]
    [InlineData("--urls=http://*:1"), InlineData("/Petition:DataPath=x"), InlineData("Petition:DataPath=x")]
    public void Settings_are_no_commands(params string[] arguments) => Assert.False(ProgramCommands.AreNamed(arguments));

    [Theory]
    [InlineData("0 done, 1 refused or failed, 2 wrong use", "--help")]
    [InlineData("  petition ", "help")]
    [InlineData("  publish <FILE>", "petition", "--help")]
    [InlineData("--out <FOLDER>", "petition", "draft", "--help")]
    [InlineData("--out <FOLDER>", "help", "petition", "draft")]
    [InlineData("Warnings do not prevent", "petition", "lint", "-h")]
    [InlineData("--token <@FILE>", "petition", "publish", "--help")]
    [InlineData("--admin <URL>", "petition", "list", "--help")]
    [InlineData("<SLUG>", "petition", "open", "--help")]
    [InlineData("every acknowledged signature", "petition", "close", "--help")]
    public async Task Help_says_what_to_write(string says, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command \"serve\": write \"petition\"", "serve")]
    [InlineData("there is no command \"petition lnt\": write \"petition draft\" or \"petition lint\" or", "petition", "lnt")]
    [InlineData("\"petition\" needs a command: write \"petition draft\" or", "petition")]
    [InlineData("\"petition draft --help\" shows what to write.", "petition", "draft")]
    [InlineData("\"petition lint --help\" shows what to write.", "petition", "lint")]
    [InlineData("\"b.txt\" is one argument too many. \"petition draft --help\"", "petition", "draft", "a.txt", "b.txt")]
    [InlineData("there is no option \"--outt\". \"petition draft --help\"", "petition", "draft", "a.txt", "--outt", "x")]
    [InlineData("--slug is \"A b\": write a lower-case letter", "petition", "draft", "a.txt", "--slug", "A b")]
    [InlineData("--lang is \"english\": write a language tag", "petition", "draft", "a.txt", "--lang", "english")]
    [InlineData("\"Old Lamp\" is no slug: write a lower-case letter", "petition", "close", "Old Lamp")]
    [InlineData("--admin is \"localhost\": write an address such as http://localhost:5081.", "petition", "list", "--admin", "localhost")]
    [InlineData("--admin is \"ftp://x\": write an address", "petition", "list", "--admin", "ftp://x")]
    [InlineData("--token takes the name of a file after @", "petition", "list", "--token", "secret")]
    [InlineData("--token takes the name of a file after @", "petition", "list", "--token", "@")]
    // A response file of System.CommandLine would have another message.
    [InlineData("the admin token missing.token cannot be read", "petition", "list", "--token", "@missing.token")]
    [InlineData("there is no admin token: write --token @FILE", "petition", "open", "old-lamp", "--admin", Nowhere)]
    public async Task Wrong_use_ends_with_2_and_one_line(string says, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("petition: ", errors, StringComparison.Ordinal);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        // No data folder of whoever runs the tests.
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Petition:DataPath", Path.Combine(Path.GetTempPath(), "no-such-folder"))]).Build();
        var exitCode = await ProgramCommands.RunAsync(arguments, new CommandContext(output, errors, () => settings));
        return (exitCode, output.ToString(), errors.ToString());
    }
}
