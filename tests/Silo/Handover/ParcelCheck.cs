using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Grains.Handover;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>Checks parcels as their recipients can.</summary>
internal static class ParcelCheck
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Asserts that a parcel and a proof are right: by sha256sum, and a script that shares nothing with the product.</summary>
    public static async Task VerifyAsync(string folder, InclusionProof? proof = null)
    {
        await RunAsync(folder, "sha256sum", "-c", "--quiet", "SHA256SUMS");
        using var scratch = new ScratchFolder();
        var proofFile = scratch.At("proof.json");
        if (proof is not null)
        {
            await File.WriteAllTextAsync(
                proofFile, new JsonObject
                {
                    ["line"] = proof.Line, ["index"] = proof.Index, ["size"] = proof.Size,
                    ["hashes"] = JsonSerializer.SerializeToNode(proof.Hashes),
                }.ToJsonString(), Cancel);
        }
        var script = Path.Combine(SourceTree.Root, "tests/Silo/Handover/check_parcel.py");
        await RunAsync(folder, "python3", [script, ".", .. proof is null ? Array.Empty<string>() : [proofFile]]);
    }

    /// <summary>Runs a program that must succeed, and returns what it says.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync(Cancel) + await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"{program}: {said}");
        return said;
    }
}
