using System.Security.Cryptography;
using Petitions.Silo.Handover;
using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Silo.Handover;

/// <summary>One changed byte in any file of a parcel is found.</summary>
public sealed class ParcelVerificationTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_parcel_is_right_until_anything_in_it_is_changed()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 9));
        await program.HandOverAsync();
        var folder = program.FolderOf(1);
        Assert.Empty(await ParcelVerification.CheckAsync(folder, null, Cancel));
        foreach (var path in Directory.GetFiles(folder))
        {
            var bytes = await File.ReadAllBytesAsync(path, Cancel);
            foreach (var at in new[] { bytes.Length / 3, bytes.Length / 2, bytes.Length - 3 })
            {
                var changed = bytes.ToArray();
                changed[at] = (byte)(changed[at] == (byte)'a' ? 'b' : 'a');
                await File.WriteAllBytesAsync(path, changed, Cancel);
                Assert.True((await ParcelVerification.CheckAsync(folder, null, Cancel)).Count > 0, $"{Path.GetFileName(path)} at {at}");
            }
            File.Delete(path);
            Assert.NotEmpty(await ParcelVerification.CheckAsync(folder, null, Cancel));
            await File.WriteAllBytesAsync(path, bytes, Cancel);
        }
        Assert.Empty(await ParcelVerification.CheckAsync(folder, null, Cancel));
        Assert.Contains("name the folder of a parcel", Assert.Single(await ParcelVerification.CheckAsync("/nowhere", null, Cancel)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_were_changed_together_with_all_hashes_do_not_lead_to_the_fingerprint()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 9));
        await program.HandOverAsync();
        var folder = program.FolderOf(1);
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "signatures.csv"), Cancel);

        await ForgeAsync(folder, [.. lines.Select(line => line.Replace("Given3", "Given0", StringComparison.Ordinal))]);
        Assert.Contains("The fingerprint of signatures.csv is", Assert.Single(await ParcelVerification.CheckAsync(folder, null, Cancel)),
            StringComparison.Ordinal);
        await ForgeAsync(folder, [lines[0], lines[2], lines[1], .. lines[3..]]);
        Assert.Single(await ParcelVerification.CheckAsync(folder, null, Cancel));
        await ForgeAsync(folder, [.. lines.SkipLast(1)]);
        Assert.Contains(await ParcelVerification.CheckAsync(folder, null, Cancel), problem =>
            problem == "signatures.csv has 8 lines, and the manifest says 9.");
        await ForgeAsync(folder, lines);
        Assert.Empty(await ParcelVerification.CheckAsync(folder, null, Cancel));
    }

    [Fact]
    public async Task A_proof_is_right_for_its_parcel_only()
    {
        await using var program = await HandoverProgram.StartAsync(StoreKind.Sqlite, postgres);
        await program.SignAllAsync(Enumerable.Range(0, 5));
        await program.HandOverAsync();
        var proof = await program.ProveAsync(HandoverProgram.EmailOf(3));
        Assert.Empty(await ParcelVerification.CheckAsync(program.FolderOf(1), proof, Cancel));
        foreach (var wrong in new[]
        {
            proof with { Line = proof.Line.Replace("Given3", "Given4", StringComparison.Ordinal) }, proof with { Index = proof.Index + 1 },
            proof with { Size = proof.Size + 1 }, proof with { Hashes = [.. proof.Hashes.Skip(1)] },
            proof with { Hashes = ["zz", .. proof.Hashes.Skip(1)] },
        })
            Assert.Single(await ParcelVerification.CheckAsync(program.FolderOf(1), wrong, Cancel));

        await program.SignAllAsync([5]);
        await program.HandOverAsync();
        Assert.Single(await ParcelVerification.CheckAsync(program.FolderOf(2), proof, Cancel));
    }

    // Changes the lines, the sums and the manifest, but not the fingerprint.
    private static async Task ForgeAsync(string folder, string[] lines)
    {
        string At(string name) => Path.Combine(folder, name);
        string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(At(name))));
        var manifest = await File.ReadAllTextAsync(At("manifest.json"), Cancel);
        var (hash, bytes) = (HashOf("signatures.csv"), new FileInfo(At("signatures.csv")).Length);
        await File.WriteAllTextAsync(
            At("signatures.csv"), string.Concat(lines.Select(line => line + "\r\n")), new System.Text.UTF8Encoding(true), Cancel);
        manifest = manifest.Replace(hash, HashOf("signatures.csv"), StringComparison.Ordinal)
            .Replace($"\"bytes\": {bytes}", $"\"bytes\": {new FileInfo(At("signatures.csv")).Length}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("manifest.json"), manifest, Cancel);
        await File.WriteAllTextAsync(
            At("SHA256SUMS"), $"{HashOf("signatures.csv")}  signatures.csv\n{HashOf("manifest.json")}  manifest.json\n", Cancel);
    }
}
