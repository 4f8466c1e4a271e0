(* MatrixRing.v : ONE generic tactic for noncommutative matrix identities with  *)
(* transposes, sums, scalars:  mxring.                                          *)
(* Normalise (distribute, push ^T to atoms, left-associate), go to entries,     *)
(* finish with the commutative `ring` of algebra-tactics: every word            *)
(* (A *m B *m ...) i j is an opaque atom for `ring`.                            *)
(* The lemmas are restated at a FIXED structure (realFieldType) so that every   *)
(* word is syntactically in one form (ring compares atoms syntactically).       *)
From mathcomp Require Import all_ssreflect all_algebra ring.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section L.
Variable R : realFieldType.
Lemma n_trM m n p (A : 'M[R]_(m,n)) (B : 'M[R]_(n,p)) : (A *m B)^T = B^T *m A^T.
Proof. exact: trmx_mul. Qed.
Lemma n_trD m n (A B : 'M[R]_(m,n)) : (A + B)^T = A^T + B^T.
Proof. exact: linearD. Qed.
Lemma n_trN m n (A : 'M[R]_(m,n)) : (- A)^T = - A^T.
Proof. exact: linearN. Qed.
Lemma n_trZ m n (a : R) (A : 'M[R]_(m,n)) : (a *: A)^T = a *: A^T.
Proof. exact: linearZ. Qed.
Lemma n_trK m n (A : 'M[R]_(m,n)) : (A^T)^T = A.
Proof. exact: trmxK. Qed.
Lemma n_tr0 m n : (0 : 'M[R]_(m,n))^T = (0 : 'M[R]_(n,m)).
Proof. exact: trmx0. Qed.
Lemma n_tr1 n : (1%:M : 'M[R]_n)^T = (1%:M : 'M[R]_n).
Proof. exact: trmx1. Qed.
Lemma n_DM m n p (A B : 'M[R]_(m,n)) (C : 'M[R]_(n,p)) : (A + B) *m C = A *m C + B *m C.
Proof. exact: mulmxDl. Qed.
Lemma n_MD m n p (A : 'M[R]_(m,n)) (B C : 'M[R]_(n,p)) : A *m (B + C) = A *m B + A *m C.
Proof. exact: mulmxDr. Qed.
Lemma n_NM m n p (A : 'M[R]_(m,n)) (C : 'M[R]_(n,p)) : (- A) *m C = - (A *m C).
Proof. exact: mulNmx. Qed.
Lemma n_MN m n p (A : 'M[R]_(m,n)) (C : 'M[R]_(n,p)) : A *m (- C) = - (A *m C).
Proof. exact: mulmxN. Qed.
Lemma n_ZM m n p (a : R) (A : 'M[R]_(m,n)) (C : 'M[R]_(n,p)) : (a *: A) *m C = a *: (A *m C).
Proof. by rewrite scalemxAl. Qed.
Lemma n_MZ m n p (a : R) (A : 'M[R]_(m,n)) (C : 'M[R]_(n,p)) : A *m (a *: C) = a *: (A *m C).
Proof. by rewrite scalemxAr. Qed.
Lemma n_0M m n p (C : 'M[R]_(n,p)) : (0 : 'M[R]_(m,n)) *m C = 0.
Proof. exact: mul0mx. Qed.
Lemma n_M0 m n p (C : 'M[R]_(m,n)) : C *m (0 : 'M[R]_(n,p)) = 0.
Proof. exact: mulmx0. Qed.
Lemma n_1M m n (C : 'M[R]_(m,n)) : 1%:M *m C = C.
Proof. exact: mul1mx. Qed.
Lemma n_M1 m n (C : 'M[R]_(m,n)) : C *m 1%:M = C.
Proof. exact: mulmx1. Qed.
Lemma n_A m n p q (A : 'M[R]_(m,n)) (B : 'M[R]_(n,p)) (C : 'M[R]_(p,q)) :
  A *m (B *m C) = A *m B *m C.
Proof. exact: mulmxA. Qed.
Lemma n_eD m n (A B : 'M[R]_(m,n)) i j : (A + B) i j = A i j + B i j.
Proof. by rewrite mxE. Qed.
Lemma n_eN m n (A : 'M[R]_(m,n)) i j : (- A) i j = - A i j.
Proof. by rewrite mxE. Qed.
Lemma n_eZ m n (a : R) (A : 'M[R]_(m,n)) i j : (a *: A) i j = a * A i j.
Proof. by rewrite mxE. Qed.
Lemma n_e0 m n i j : (0 : 'M[R]_(m,n)) i j = 0.
Proof. by rewrite mxE. Qed.
Lemma n_eMn m n (A : 'M[R]_(m,n)) k i j : (A *+ k) i j = A i j *+ k.
Proof. by rewrite mulmxnE. Qed.
Lemma n_ext m n (A B : 'M[R]_(m,n)) : (forall i j, A i j = B i j) -> A = B.
Proof. by move/matrixP. Qed.
Lemma n_tD n (A B : 'M[R]_n) : \tr (A + B) = \tr A + \tr B.
Proof. exact: mxtraceD. Qed.
Lemma n_tN n (A : 'M[R]_n) : \tr (- A) = - \tr A.
Proof. exact: linearN. Qed.
Lemma n_tZ n (a : R) (A : 'M[R]_n) : \tr (a *: A) = a * \tr A.
Proof. exact: mxtraceZ. Qed.
End L.

Definition mxTr := (n_trM, n_trD, n_trN, n_trZ, n_trK, n_tr0, n_tr1).
Definition mxMul := (n_DM, n_MD, n_NM, n_MN, n_ZM, n_MZ, n_0M, n_M0, n_1M, n_M1).
Definition mxEnt := (n_eD, n_eN, n_eZ, n_e0).

(* normal form: sums of scaled left-associated words in atoms and atoms^T       *)
Ltac mxnorm := rewrite ?mxTr ?mxMul ?n_A.
(* decide equality of two matrix expressions in the free (non-commutative)      *)
(* algebra with transposes, scalar coefficients in the commutative field        *)
(* atoms may be convertible but not syntactically equal (structure paths):      *)
(* abstract every entry of a word up to conversion before calling ring          *)
Ltac mxabs := repeat match goal with
  |- context [ @fun_of_matrix ?T ?m ?n ?A ?i ?j ] =>
     let x := fresh "w" in set x := (@fun_of_matrix T m n A i j); move: x => x
  end.
Ltac mxring :=
  mxnorm; solve [ reflexivity
                | let i := fresh "i" in let j := fresh "j" in
                  apply: n_ext => i j; rewrite ?mxEnt; mxabs; ring ].

(* traces: cyclic shift / cyclic shift + transpose, with explicit split U,V     *)
Lemma tr_cyc (R : realFieldType) m n (U : 'M[R]_(m,n)) (V : 'M[R]_(n,m)) W W' :
  W = U *m V -> W' = V *m U -> \tr W = \tr W'.
Proof. by move=> -> ->; rewrite mxtrace_mulC. Qed.
Lemma tr_cycT (R : realFieldType) m n (U : 'M[R]_(m,n)) (V : 'M[R]_(n,m)) W W' :
  W = U *m V -> W'^T = V *m U -> \tr W = \tr W'.
Proof. by move=> -> h; rewrite mxtrace_mulC -h mxtrace_tr. Qed.

(* ---------- certificate style --------------------------------------------    *)
(* goal l = r, hypothesis h : a = b, cofactors P,Q chosen by the exporter:      *)
(* after all steps the remaining goal  l = r + sum P_i (a_i-b_i) Q_i            *)
(* is an identity of the free algebra, closed by mxring.                        *)
Section Cert.
Variables (R : realFieldType) (m n p q : nat).
Implicit Types (l r : 'M[R]_(m,n)) (P : 'M[R]_(m,p)) (Q : 'M[R]_(q,n)).
Lemma cert_step (a b : 'M[R]_(p,q)) (h : a = b) P Q l r :
  l = r + P *m (a - b) *m Q -> l = r.
Proof. by rewrite h subrr mulmx0 mul0mx addr0. Qed.
Lemma cert_stepT (a b : 'M[R]_(q,p)) (h : a = b) P Q l r :
  l = r + P *m (a - b)^T *m Q -> l = r.
Proof. by rewrite h subrr trmx0 mulmx0 mul0mx addr0. Qed.
End Cert.
Arguments cert_step {R m n p q a b} h P Q {l r}.
Arguments cert_stepT {R m n p q a b} h P Q {l r}.
