import org.mustangproject.validator.ZUGFeRDValidator;

/** Validates each file named on the command line in one process; prints the file's name before each report. */
public final class MustangJudge {
  public static void main(String[] files) {
    for (String file : files) {
      ZUGFeRDValidator validator = new ZUGFeRDValidator();
      validator.disableNotices();
      System.out.println("\u0001" + file);
      System.out.println(validator.validate(file));
    }
  }
}
