using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Sqlite;

/// <summary>
/// Keeps the orders, which hold personal data, from the other users of the machine: also in a folder that was there before, such as a mounted one. A folder that
/// holds other things too is somebody else's, and left as it is.
/// </summary>
internal static class OwnerOnly
{
    private const string Own = "orders.";
    private const string OfFileSystem = "lost+found";

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Takes the rights of others away, and says so; or says that it cannot.</summary>
    public static void Keep(string directory, ILogger log)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A folder's rights are inherited there.
        }

        var names = Directory.EnumerateFileSystemEntries(directory).ToList();
        var ours = names.Where(name => Path.GetFileName(name).StartsWith(Own, StringComparison.Ordinal)).ToList();
        if (names.All(name => ours.Contains(name) || Path.GetFileName(name) == OfFileSystem))
        {
            ours.Insert(0, directory);
        }

        var (taken, left) = (0, 0);
        foreach (var name in ours)
        {
            switch (Take(name))
            {
                case true:
                    taken++;
                    break;
                case false:
                    left++;
                    break;
            }
        }

        if (taken > 0)
        {
            log.LogInformation("Other users of this machine had rights to {Count} files of {Directory}, which hold personal data: they were taken away", taken, directory);
        }

        if (left > 0)
        {
            log.LogWarning("Other users of this machine have rights to {Count} files of {Directory}, which hold personal data, and they could not be taken away", left, directory);
        }
    }

    /// <summary>Makes an empty file that is nobody else's, where there is none. What SQLite makes beside it gets the same rights.</summary>
    public static void Make(string path)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, Options(FileMode.CreateNew)).Dispose();
        }
    }

    /// <summary>How a file is opened that is nobody else's where it has to be made.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Whether the rights of others were taken away; null where they had none.</summary>
    [UnsupportedOSPlatform("windows")]
    private static bool? Take(string name)
    {
        try
        {
            var mode = File.GetUnixFileMode(name);
            if ((mode & Others) == 0)
            {
                return null;
            }

            File.SetUnixFileMode(name, mode & ~Others);
            return (File.GetUnixFileMode(name) & Others) == 0; // Some file systems only nod.
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
