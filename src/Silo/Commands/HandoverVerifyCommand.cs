using System.CommandLine;
using System.Text.Json;
using Petitions.Grains.Handover;
using Petitions.Silo.Handover;

namespace Petitions.Silo.Commands;

/// <summary><c>handover verify FOLDER</c>: checks a parcel by its files alone. Needs no running program.</summary>
internal static class HandoverVerifyCommand
{
    public static Command Define(CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "folder of a parcel" };
        var proof = new Option<string?>("--proof") { HelpName = "FILE", Description = "a signer's proof, to be checked as well" };
        var command = new Command("verify", "Check that a parcel is as it was made: every file, the number of lines, the fingerprint.")
        {
            folder,
        };
        command.Add(proof);
        command.SetAction(async (given, cancel) =>
        {
            var path = given.GetValue(folder)!;
            var read = given.GetValue(proof) is { } file ? Read(file) : null;
            var problems = await ParcelVerification.CheckAsync(path, read, cancel);
            if (problems.Count > 0) throw new CommandFailure([.. problems]);
            await context.Output.WriteLineAsync($"{path} is as it was made.");
            var manifest = Manifest.Read(await File.ReadAllBytesAsync(Path.Combine(path, ParcelFiles.Manifest), cancel));
            if (manifest.Rehearsal) await context.Output.WriteLineAsync("It is the parcel of a rehearsal: nobody signed it.");
            if (read is null) return ExitCodes.Done;
            await context.Output.WriteLineAsync(
                FormattableString.Invariant($"The line {read.Reference} is in it, as number {read.Index + 1}."));
            return ExitCodes.Done;
        });
        return command;
    }

    private static InclusionProof Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<InclusionProof>(File.ReadAllBytes(file), JsonSerializerOptions.Web)
                ?? throw new CommandFailure($"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new CommandFailure($"{file} is no proof: {e.Message}");
        }
    }
}
